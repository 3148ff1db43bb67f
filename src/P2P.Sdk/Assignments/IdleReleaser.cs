using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Events;

namespace P2P.Sdk.Assignments;

/// <summary>Takes contacts back to the pool that their users have let lie for longer than the campaign allows (SET-9).</summary>
internal sealed class IdleReleaser(
    ICampaignStore campaigns, IIdleStore idle, ReassignmentRunner runner, IEventStream events, IClock clock)
{
    /// <summary>How often each campaign is looked at, on however many nodes.</summary>
    public static readonly Duration Every = Duration.FromMinutes(1);

    private const int UsersAtOnce = 100;
    internal const int ContactsAtOnce = 100;

    /// <returns>How many contacts went back.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var released = 0;
        foreach (var campaign in await campaigns.ListAsync(cancellationToken))
        {
            if (campaign.Settings.IdleRelease is { } after && await idle.TakeTurnAsync(campaign.Id, Every, cancellationToken))
            {
                released += await ReleaseAsync(campaign.Id, clock.Now() - after, cancellationToken);
            }
        }

        return released;
    }

    private async Task<int> ReleaseAsync(CampaignId campaign, Instant since, CancellationToken cancellationToken)
    {
        var released = 0;
        foreach (var (action, user) in await idle.FindAsync(campaign, since, UsersAtOnce, cancellationToken))
        {
            var job = new ReassignmentJob
            {
                Shown = new() { Id = ReassignmentId.New(), User = user, StartedAt = clock.Now() },
                Order = new() { Kind = ReassignmentKind.Release, Action = action, FromUser = user, AssignedBefore = since },
            };
            // The user's texted contacts are found too, and stay: to the last of them, or those behind would never be looked at.
            ContactId? after = null;
            while (await runner.FindAsync(campaign, job.Order, after, ContactsAtOnce, cancellationToken) is { Count: > 0 } contacts)
            {
                var (shown, _) = await runner.RunAsync(campaign, job, contacts, null, dryRun: false, cancellationToken);
                released += shown.Moved;
                after = contacts[^1];
            }

            events.Publish(new P2PEvent.CountsChanged(campaign, action));
        }

        return released;
    }
}
