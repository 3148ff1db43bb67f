using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Users;

/// <summary>What a user who was stopped gives back of one contact (MNG-7): the rule.</summary>
internal static class ReleaseRule
{
    /// <param name="keepsAssignments">The actions among the contact's whose targets wait for an admin (ACT-7).</param>
    /// <returns><see langword="null"/> if the user has nothing of this contact.</returns>
    public static ConversationChange? Decide(
        CampaignId campaign, ConversationSnapshot read, UserId user, IReadOnlySet<ActionId> keepsAssignments)
    {
        var contact = read.Contact!;
        var change = new ConversationChange { Campaign = campaign, Before = contact, After = contact };

        // The last first, so that each finds what it left.
        foreach (var message in read.Messages
            .Where(m => m.Status == MessageStatus.Queued && m.Sender == user).OrderByDescending(m => m.Sequence))
        {
            change = Withholding.Apply(change, read, message, RefusalCode.Frozen, backToPool: true);
        }

        change = change with
        {
            After = change.After.Holder == user ? change.After with { Holder = null } : change.After,
            Messages = [.. change.Messages.Select(NotBack), .. Others(change, read).Select(NotBack).Where(m => m.After != m.Before)],
            Targets = [.. change.Targets.Select(Released), .. Untouched(change, read).Where(IsTheirs).Select(t => Released(new(t, t)))],
        };
        return change.After == contact && change.Targets.Count == 0 && change.Messages.Count == 0 ? null : change;

        // Withholding another's text gives the conversation back to whoever held it: not to this user.
        MessageChange NotBack(MessageChange message) => message.After.FormerHolder == user
            ? message with { After = message.After with { FormerHolder = null } }
            : message;

        bool IsTheirs(Target target) =>
            target.State == TargetState.Assigned && target.AssignedTo == user && !keepsAssignments.Contains(target.Action);

        TargetChange Released(TargetChange target) =>
            IsTheirs(target.After) ? target with { After = target.After.Release() } : target;
    }

    private static IEnumerable<MessageChange> Others(ConversationChange change, ConversationSnapshot read) => read.Messages
        .Where(message => change.Messages.All(changed => changed.After.Id != message.Id)).Select(m => new MessageChange(m, m));

    private static IEnumerable<Target> Untouched(ConversationChange change, ConversationSnapshot read) =>
        read.Targets.Where(target => change.Targets.All(changed => changed.After.Id != target.Id));
}
