using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Crm;

/// <summary>Where an organization keeps its people. Another CRM is one class, registered as this; where there are several, the
/// first registered that serves a campaign is that campaign's.</summary>
/// <remarks>The outbox sees to order, leases, waiting and trying again; a CRM is asked to do one thing once. It never throws for
/// what the CRM answers, or for no answer.</remarks>
public interface ICrm
{
    /// <summary>Such as <c>VAN</c>, for people to read.</summary>
    string Name { get; }

    /// <summary>Whether it has an account for this campaign.</summary>
    bool Serves(CampaignId campaign);

    /// <summary>Reads what there is to map to, anew.</summary>
    /// <returns><see cref="RefusalCode.CrmUnavailable"/> where it does not say.</returns>
    Task<Outcome<CrmCatalog>> ReadCatalogAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Tells the CRM one thing, by one call that changes anything. It may have been told before: a process that died
    /// between the call and its note tells it again.</summary>
    /// <param name="cancellationToken">Ends the call in time; whether it was taken is then not known, which is
    /// <see cref="CrmAnswer.Later"/>.</param>
    Task<CrmAnswer> SendAsync(CrmDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>One thing to tell, with all that is needed for it.</summary>
/// <param name="Contact">As now known; <see cref="Sdk.Contacts.Contact.VanId"/> is who they are to the CRM, empty if nobody knows.</param>
/// <param name="At">When it happened, where the campaign is.</param>
public sealed record CrmDelivery(CampaignId Campaign, Contact Contact, CrmContent Content, OffsetDateTime At)
{
    /// <summary>The same each time it is sent, also when it is sent again or replayed.</summary>
    public CrmEntryId Id { get; init; }

    public CrmEntryKind Kind { get; init; }

    /// <summary>Its ids only: whoever logs it logs no number, name or words.</summary>
    public override string ToString() => $"CrmDelivery of {Contact}";
}

/// <summary>What became of one delivery.</summary>
public abstract record CrmAnswer
{
    private CrmAnswer()
    {
    }

    /// <param name="PersonId">Who the contact is to the CRM: kept with the contact, if it had none.</param>
    public sealed record Done(string PersonId) : CrmAnswer;

    /// <summary>Not now, or nobody knows: it is sent again.</summary>
    /// <param name="Reason">A sentence for the admin, without a person's number, name or words.</param>
    /// <param name="After">How long the CRM wants to be left alone, by the whole campaign; <see langword="null"/>: it did not say.</param>
    public sealed record Later(string Reason, Duration? After = null) : CrmAnswer;

    /// <summary>Never, as it is.</summary>
    /// <param name="Reason">A sentence for the admin, without a person's number, name or words.</param>
    public sealed record Refused(string Reason) : CrmAnswer;
}
