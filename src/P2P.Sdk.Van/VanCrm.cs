using System.Net;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;
using P2P.Sdk.Van.Rest;

namespace P2P.Sdk.Van;

/// <summary>VAN as a campaign's CRM.</summary>
internal sealed class VanCrm(VanApi api, VanCodes codes, VanPeople people) : ICrm, ICrmDirectory
{
    public string Name => "VAN";

    public bool Serves(CampaignId campaign) => api.HasAccount(campaign);

    public Task<Outcome<CrmCatalog>> ReadCatalogAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        codes.ReadAsync(campaign, cancellationToken);

    public Task<Outcome<IReadOnlyList<CrmPerson>>> FindAsync(
        CampaignId campaign, string firstName, string lastName, string zip, int most, CancellationToken cancellationToken) =>
        people.SearchAsync(campaign, firstName, lastName, zip, most, cancellationToken);

    public Task<Outcome<CrmPerson>> ReadAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        people.ReadAsync(campaign, id, cancellationToken);

    public async Task<CrmAnswer> SendAsync(CrmDelivery delivery, CancellationToken cancellationToken)
    {
        var (types, noTypes) = await codes.FindTypesAsync(delivery.Campaign, cancellationToken);
        if (types is null)
        {
            return noTypes!;
        }

        var (person, nobody) = await people.FindAsync(delivery.Campaign, delivery.Contact, cancellationToken);
        if (person is not { } vanId)
        {
            return nobody!;
        }

        var reply = await api.PostAsync(
            delivery.Campaign, $"people/{vanId}/canvassResponses", body => VanCanvass.Write(body, types, delivery), cancellationToken);
        return reply switch
        {
            { IsGood: true } => new CrmAnswer.Done($"{vanId}"),
            { Status: HttpStatusCode.NotFound } => new CrmAnswer.Refused("VAN has no person with the contact's VAN id."),
            _ => reply.ToFailure(),
        };
    }
}
