using System.Collections.Concurrent;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Testing.Services;

/// <summary>A CRM that notes what it is told, and answers as a test says.</summary>
internal sealed class ScriptedCrm : ICrm, ICrmDirectory
{
    private readonly ConcurrentQueue<CrmDelivery> _told = [];

    public string Name => "Scripted";

    /// <summary>All that it was told, in order.</summary>
    public IReadOnlyList<CrmDelivery> Told => [.. _told];

    /// <summary>Whom it knows.</summary>
    public List<CrmPerson> People { get; } = [];

    public int CatalogReads { get; private set; }

    /// <summary>Campaigns that it has no account for.</summary>
    public HashSet<CampaignId> Unserved { get; } = [];

    /// <summary>What would end the last call.</summary>
    public CancellationToken Token { get; private set; }

    public Func<CrmDelivery, Task<CrmAnswer>> Answer { get; set; } = _ => Task.FromResult<CrmAnswer>(new CrmAnswer.Done(""));

    public Outcome<CrmCatalog> Catalog { get; set; } = new CrmCatalog(
        [new("11", "Volunteer"), new("12", "Supporter")],
        [new("21", "Rent up?", [new("31", "Yes"), new("32", "No")])],
        [new("41", "Texted"), new("42", "Refused"), new("43", "Wrong Number")]);

    public bool Serves(CampaignId campaign) => !Unserved.Contains(campaign);

    public Task<Outcome<CrmCatalog>> ReadCatalogAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        CatalogReads++;
        return Task.FromResult(Catalog);
    }

    public Task<Outcome<IReadOnlyList<CrmPerson>>> FindAsync(
        CampaignId campaign, string firstName, string lastName, string zip, int most, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Of<IReadOnlyList<CrmPerson>>(
            [.. People.Where(p => p.FirstName == firstName && p.LastName == lastName && p.Zip == zip).Take(most)]));

    public Task<Outcome<CrmPerson>> ReadAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<CrmPerson>>(People.FirstOrDefault(p => p.Id == id) is { } person ? person : Refusal.NotFound("person"));

    public Task<CrmAnswer> SendAsync(CrmDelivery delivery, CancellationToken cancellationToken)
    {
        Token = cancellationToken;
        _told.Enqueue(delivery);
        return Answer(delivery);
    }
}
