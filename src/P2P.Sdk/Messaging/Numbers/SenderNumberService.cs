using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging.Numbers;

/// <summary>The numbers that a campaign texts from: how they fare, pausing them, giving them back. Admins only.</summary>
/// <remarks>
/// From a paused number nothing is sent. What waits on it is withheld when its turn comes: opening texts go back to the pool,
/// and their next try goes by another number; replies go back to whoever wrote them. Its conversations get another number
/// by their next text. What contacts write to it still arrives.
/// </remarks>
public sealed class SenderNumberService
{
    private readonly ISenderNumberStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly INumberPool? _pool;
    private readonly IClock _clock;

    internal SenderNumberService(ISenderNumberStore store, ICampaignStore campaigns, INumberPool? pool, IClock clock) =>
        (_store, _campaigns, _pool, _clock) = (store, campaigns, pool, clock);

    /// <summary>By number.</summary>
    public async Task<Outcome<IReadOnlyList<NumberHealth>>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? Outcome.Of(await ListOwnAsync(actor, cancellationToken)) : Refusal.Forbidden();

    /// <summary>What the campaign has used today of the segments that it may hand to the carrier in a day.</summary>
    public async Task<Outcome<DailyUse>> ReadDailyUseAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        var today = NumberCounting.DayOf(_clock.Now());
        return new DailyUse(await _store.SegmentsAsync(actor.Campaign, today, cancellationToken), campaign.Settings.DailySegments);
    }

    /// <returns>The number as it then is; of one that is paused already, why it was.</returns>
    public async Task<Outcome<NumberHealth>> PauseAsync(
        Actor actor, PhoneNumber number, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        await _store.PauseAsync(
            actor.Campaign, number, new(PauseReason.Admin, _clock.Now()), Audit(actor, "number.paused", number), cancellationToken);
        return await FindAsync(actor, number, cancellationToken) is { } paused ? paused : Unknown();
    }

    /// <summary>Sends from it again. What is filtered until the end of the day does not pause it again.</summary>
    /// <returns>The number as it then is; refused as a conflict while it is being released.</returns>
    public async Task<Outcome<NumberHealth>> ResumeAsync(
        Actor actor, PhoneNumber number, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        await _store.ResumeAsync(
            actor.Campaign, number, NumberCounting.DayOf(_clock.Now()), Audit(actor, "number.resumed", number), cancellationToken);
        return await FindAsync(actor, number, cancellationToken) switch
        {
            null => Unknown(),
            { Number.Pause: { } } => Refusal.Conflict("The number is being released."),
            var resumed => resumed,
        };
    }

    /// <summary>Gives a paused number back to the carrier, for good. What contacts write to it is lost from then on.</summary>
    /// <remarks>One whose carrier did not answer, or where the process died, is paused as
    /// <see cref="PauseReason.Releasing"/>: released once more, it is gone.</remarks>
    /// <returns>The number; refused as a conflict if it is not paused, or texts of it wait or are on their way.</returns>
    public async Task<Outcome<SenderNumber>> ReleaseAsync(
        Actor actor, PhoneNumber number, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await FindAsync(actor, number, cancellationToken) is not { } known)
        {
            return Unknown();
        }

        if (!await _store.BeginReleaseAsync(actor.Campaign, number, cancellationToken))
        {
            return Refusal.Conflict("Pause the number first, and wait until no text of it is queued or on its way.");
        }

        FaultPoint.Reach("number.releasing");
        if (_pool is not null)
        {
            await _pool.ReleaseAsync(number, cancellationToken);
        }

        FaultPoint.Reach("number.released");
        await _store.RemoveAsync(actor.Campaign, number, Audit(actor, "number.released", number), CancellationToken.None);
        return known.Number;
    }

    private async Task<NumberHealth?> FindAsync(Actor actor, PhoneNumber number, CancellationToken cancellationToken) =>
        (await ListOwnAsync(actor, cancellationToken)).FirstOrDefault(known => known.Number.Number == number);

    private Task<IReadOnlyList<NumberHealth>> ListOwnAsync(Actor actor, CancellationToken cancellationToken) => _store.ListAsync(
        actor.Campaign, NumberCounting.DayOf(_clock.Now()).PlusDays(1 - NumberHealth.DaysShown), cancellationToken);

    private AuditEntry Audit(Actor actor, string what, PhoneNumber number) => new(_clock.Now(), actor.User, what, $"{number}", "");

    private static Refusal Unknown() => Refusal.NotFound("sender number");
}
