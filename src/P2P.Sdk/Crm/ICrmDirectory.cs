using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Crm;

/// <summary>A CRM whose people can be looked up; an <see cref="ICrm"/> that can implements it as well.</summary>
public interface ICrmDirectory
{
    /// <summary>People of these names who live there.</summary>
    /// <returns>At most <paramref name="most"/>; <see cref="RefusalCode.CrmUnavailable"/> where the CRM does not say.</returns>
    Task<Outcome<IReadOnlyList<CrmPerson>>> FindAsync(
        CampaignId campaign, string firstName, string lastName, string zip, int most, CancellationToken cancellationToken);

    /// <returns><see cref="RefusalCode.NotFound"/> if there is no such person.</returns>
    Task<Outcome<CrmPerson>> ReadAsync(CampaignId campaign, string id, CancellationToken cancellationToken);
}

/// <summary>Somebody whom a CRM knows.</summary>
/// <param name="Id">Who they are to the CRM: in VAN the VAN id. From <see cref="CrmPeopleService.FindAsync"/> one of its own.</param>
/// <param name="Zip">Five digits; empty if not said.</param>
/// <param name="Phones">Valid ones, the preferred first; none where they are hidden from the viewer.</param>
public sealed record CrmPerson(string Id, string FirstName, string LastName, string Zip, IReadOnlyList<PhoneNumber> Phones)
{
    /// <summary>Its id only: whoever logs it logs no number or name.</summary>
    public override string ToString() => $"CrmPerson {Id}";
}
