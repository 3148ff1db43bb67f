using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Users;

/// <summary>Takes from stopped users what they hold, some contacts at a time. After a crash any node goes on.</summary>
internal sealed class UserReleaser(
    IUserStore users, IConversationStore conversations, IActionStore actions, ConversationWriter writer)
{
    private const int ContactsAtOnce = 200;

    /// <summary>Longer than any request that had begun before the user was stopped.</summary>
    public static readonly Duration Settled = Duration.FromMinutes(1);

    /// <returns>How many contacts were released; 0: nothing is left, or not now.</returns>
    public async Task<int> ReleaseChunkAsync(CampaignId campaign, UserId user, CancellationToken cancellationToken)
    {
        var held = await users.FindHeldAsync(campaign, user, ContactsAtOnce, cancellationToken);
        if (held.Count == 0)
        {
            await users.EndReleaseAsync(campaign, user, Settled, cancellationToken);
            return 0;
        }

        var reads = (await conversations.ReadAsync(
            campaign, [.. held.Select(contact => new ConversationQuery { Contact = contact, User = user })], cancellationToken))
            .OfType<ConversationSnapshot>().ToList();
        if (reads.Any(read => read.User is { IsStopped: false }))
        {
            // Free again. Should they be stopped once more right now, that begins anew, and is not over yet.
            await users.EndReleaseAsync(campaign, user, Settled, cancellationToken);
            return 0;
        }

        FaultPoint.Reach("release.chunk");
        var keeping = await KeepingAsync(campaign, reads, cancellationToken);
        var changes = reads.Select(read => ReleaseRule.Decide(campaign, read, user, keeping)).OfType<ConversationChange>().ToList();
        return changes.Count == 0
            ? 0
            : (await writer.CommitAsync(changes, cancellationToken)).Count(result => result == CommitResult.Committed);
    }

    private async Task<IReadOnlySet<ActionId>> KeepingAsync(
        CampaignId campaign, IReadOnlyList<ConversationSnapshot> reads, CancellationToken cancellationToken)
    {
        var ids = reads.SelectMany(read => read.Targets).Where(t => t.State == TargetState.Assigned || t.Message is not null)
            .Select(target => target.Action).Distinct().ToList();
        var found = ids.Count == 0 ? [] : await actions.FindAsync(campaign, ids, cancellationToken);
        return found.Where(action => action.KeepAssignments).Select(action => action.Id).ToHashSet();
    }
}
