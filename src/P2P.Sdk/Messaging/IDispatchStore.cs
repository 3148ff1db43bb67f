using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging;

/// <summary>What waits to be handed to the carrier, and who hands it over. Times here are the machines' clock.</summary>
public interface IDispatchStore
{
    /// <summary>Leases sender numbers that have queued texts and are nobody's for now, this node's included: none is given
    /// twice. A dead node's come back when their lease ends.</summary>
    Task<IReadOnlyList<SenderLease>> LeaseAsync(string node, Duration lease, int most, CancellationToken cancellationToken);

    /// <returns>False if another node has it by now, or it was released.</returns>
    Task<bool> RenewAsync(SenderLease lease, Duration duration, CancellationToken cancellationToken);

    Task ReleaseAsync(SenderLease lease, CancellationToken cancellationToken);

    /// <summary>The next texts of a leased number, first queued first; a contact's one at a time, whatever
    /// number they go from, and none of a contact that has a text in SENDING or UNKNOWN. None where the node has lost the
    /// lease.</summary>
    Task<NextTexts> NextAsync(SenderLease lease, int most, CancellationToken cancellationToken);

    /// <summary>Texts in SENDING whose deadline is past, and those in UNKNOWN whose next look-up is due.</summary>
    Task<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(int most, CancellationToken cancellationToken);

    /// <summary>Texts in UNKNOWN whose last attempt has no next look-up: time alone brings nothing, and an admin is to say what
    /// became of them. Oldest first; the cursor's order is the time they were queued, in ticks.</summary>
    Task<Page<Message>> PageUndecidedAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The machines' clock: a database's own.</summary>
    Task<Instant> NowAsync(CancellationToken cancellationToken);

    /// <summary>Adds numbers that the campaign may text from; those it has already stay.</summary>
    /// <exception cref="InvalidOperationException">One is another campaign's; none is added.</exception>
    Task AddNumbersAsync(CampaignId campaign, IReadOnlyList<SenderNumber> numbers, CancellationToken cancellationToken);

    /// <summary>By number.</summary>
    Task<IReadOnlyList<SenderNumber>> NumbersAsync(CampaignId campaign, CancellationToken cancellationToken);
}

/// <param name="Now">The machines' clock as they were read: when their hand-over starts.</param>
public sealed record NextTexts(IReadOnlyList<MessageId> Messages, Instant Now);

public sealed record SenderLease(CampaignId Campaign, PhoneNumber Number, string Node);
