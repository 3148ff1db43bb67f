using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Actions;

/// <summary>Writes what publishing decides: targets, state and the trail of both.</summary>
internal sealed class ActionOpening(IActionStore store, IEventStream events, IClock clock)
{
    private const int TargetsAtOnce = 500;

    /// <summary>Targets are made first, in short transactions; then one write opens them all, and makes the few that came on the
    /// list since. A process that dies after that has left nothing undone.</summary>
    public async Task<Outcome<TextingAction>> GoLiveAsync(
        CampaignId campaign, Actor? actor, TextingAction before, TextingAction action, CancellationToken cancellationToken)
    {
        await AddTargetsAsync(campaign, action.Id, cancellationToken);
        action = action with { WasPublic = action.WasPublic || action.State == ActionState.PublishedPublic };
        var live = await SaveAsync(campaign, actor, before, action, "action.published", cancellationToken);
        if (!live.IsRefused)
        {
            FaultPoint.Reach("publish.live");
            events.Publish(new P2PEvent.CountsChanged(campaign, action.Id));
        }

        return live;
    }

    private async Task AddTargetsAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken)
    {
        while (await store.AddTargetsAsync(campaign, action, TargetsAtOnce, cancellationToken) > 0)
        {
            FaultPoint.Reach("publish.chunk"); // A chunk at a time, so that no send waits for a large list.
        }
    }

    /// <returns>Refused as a conflict where the row is not as it was read.</returns>
    public async Task<Outcome<TextingAction>> SaveAsync(
        CampaignId campaign, Actor? actor, TextingAction before, TextingAction action, string what,
        CancellationToken cancellationToken)
    {
        var audit = new AuditEntry(clock.Now(), actor?.User, what, action.Id.ToString(), Describe(before, action));
        if (!await store.SaveAsync(campaign, action, audit, cancellationToken))
        {
            return Outcome.Refused(
                Refusal.Conflict("Another admin has saved this action meanwhile. Look at it and try again."),
                await store.FindAsync(campaign, action.Id, cancellationToken));
        }

        events.Publish(new P2PEvent.ActionChanged(campaign, action.Id));
        return action with { Version = action.Version + 1 };
    }

    /// <summary>What changed, for the audit trail. What was read before is what the row holds: any other is not written.</summary>
    private static string Describe(TextingAction before, TextingAction after) => string.Join("; ", new[]
    {
        before.State != after.State ? $"state: {before.State} -> {after.State}" : "",
        before.PublishesAt != after.PublishesAt ? $"publishesAt: {before.PublishesAt} -> {after.PublishesAt}" : "",
    }.Where(change => change.Length > 0));
}
