using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Results;

namespace P2P.Sdk.Conversations;

/// <summary>What a change does to the counters of actions: a function of its transitions.</summary>
/// <remarks><see cref="ICountStore.RecountAsync"/> counts the same from the rows; both must always agree (BEY-6).</remarks>
public static class ConversationCounts
{
    public static IReadOnlyList<(ActionId Action, ActionCounts Change)> Of(ConversationChange change)
    {
        var counts = new SortedDictionary<Guid, ActionCounts>();

        Attention(change.Before?.CurrentAction, change.Before is { NeedsAttention: true } ? -1 : 0);
        Attention(change.After.CurrentAction, change.After.NeedsAttention ? 1 : 0);

        foreach (var (before, after) in change.Targets)
        {
            Add(after.Action, OfTarget(after, 1) + OfTarget(before, -1));
        }

        foreach (var (before, after) in change.Messages)
        {
            if (after.Action is { } action)
            {
                Add(action, OfMessage(after, 1) + (before is null ? default : OfMessage(before, -1)));
            }
        }

        if (change is { Report: { } report, ReportBefore: null })
        {
            Add(report.Action, new ActionCounts { Reports = 1 });
        }

        if (change.OptOut is { Action: { } optOutAction } optOut && change.Before is not { OptedOut: true })
        {
            Add(optOutAction, OfOptOut(optOut));
        }

        return [.. counts.Where(c => !c.Value.IsZero).Select(c => (new ActionId(c.Key), c.Value))];

        void Attention(ActionId? action, int by)
        {
            if (action is { } id && by != 0)
            {
                Add(id, new ActionCounts { NeedsAttention = by });
            }
        }

        void Add(ActionId action, ActionCounts by) =>
            counts[action.Value] = counts.GetValueOrDefault(action.Value) + by;
    }

    /// <summary>What one target stands for in its action's counters.</summary>
    /// <param name="sign">1 to add it, -1 to take it away.</param>
    public static ActionCounts OfTarget(Target target, int sign)
    {
        var counts = new ActionCounts
        {
            MessagesRemaining = target.IsUntexted ? sign : 0,
            PeopleReplied = target.Replied ? sign : 0,
            ReportsFilled = target is { Replied: true, Reported: true } ? sign : 0,
        };
        return target.HeldFor is { } reason ? counts + ActionCounts.Held(reason, sign) : counts;
    }

    public static ActionCounts OfMessage(Message message, int sign)
    {
        if (message.Kind == MessageKind.Inbound)
        {
            return new() { Responses = sign };
        }

        if (message.Status == MessageStatus.Withheld)
        {
            return default;
        }

        return new()
        {
            InitialMessages = message.Kind == MessageKind.Initial ? sign : 0,
            FollowUps = message.Kind == MessageKind.Reply ? sign : 0,
            Segments = sign * message.Segments,
            TransportErrors = message.Status == MessageStatus.Failed ? sign : 0,
            CarrierFiltered = message.Status == MessageStatus.CarrierFiltered ? sign : 0,
        };
    }

    /// <summary>What one link of a text stands for in its action's counters.</summary>
    public static ActionCounts OfLink(MessageLink link, int sign) =>
        new() { LinkClicks = link.Clicks > 0 ? sign : 0, AllLinkClicks = sign * link.Clicks };

    public static ActionCounts OfOptOut(OptOut optOut) => optOut.Source is OptOutSource.Keyword or OptOutSource.Carrier
        ? new() { OptOuts = 1 }
        : new() { ManualOptOuts = 1 };
}
