using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

/// <summary>All rows of all campaigns, behind one lock: each method of a port takes it once, and is a transaction.</summary>
/// <remarks>Nothing awaits inside, and whatever can be refused is judged before the first write, so nothing rolls back.</remarks>
internal sealed class InMemoryState(TimeProvider time)
{
    private readonly Lock _gate = new();

    public Dictionary<CampaignId, CampaignRows> Campaigns { get; } = [];

    /// <summary>Whose a sender number is: what tells the campaign of an inbound text.</summary>
    public Dictionary<PhoneNumber, CampaignId> Numbers { get; } = [];

    /// <summary>Whose a code is by which people join.</summary>
    public Dictionary<JoinCode, CampaignId> Codes { get; } = [];

    public OutboundQueue Outbound { get; } = new();

    public CarrierEventQueue CarrierEvents { get; } = new();

    /// <summary>The machines' clock, cut to microseconds, as databases keep it.</summary>
    public Instant Now
    {
        get
        {
            var ticks = time.GetUtcNow().UtcTicks;
            return NodaConstants.BclEpoch.PlusTicks(ticks - (ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    public Task<T> DoAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }

    public Task DoAsync(Action work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        lock (_gate)
        {
            work();
            return Task.CompletedTask;
        }
    }

    /// <returns><see langword="null"/> if there is no such campaign.</returns>
    public CampaignRows? Find(CampaignId campaign) => Campaigns.GetValueOrDefault(campaign);

    /// <exception cref="InvalidOperationException">There is no such campaign: only a bug writes to it.</exception>
    public CampaignRows Get(CampaignId campaign) =>
        Find(campaign) ?? throw new InvalidOperationException("There is no such campaign.");
}
