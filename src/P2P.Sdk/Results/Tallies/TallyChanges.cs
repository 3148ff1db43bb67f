using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Results.Tallies;

/// <summary>By how much tallies change, gathered: what each row of a conversation stands for in them.</summary>
/// <remarks>
/// A change is what its rows stand for afterwards, less what they stood for before; counting anew is adding all rows. So what
/// is kept and what is counted agree as long as every change of a row is gathered (BEY-6). Finished buckets
/// (<see cref="Tally.Performs"/>) follow from the tallies of buckets, where these are added up.
/// </remarks>
public sealed class TallyChanges
{
    private readonly Dictionary<TallyKey, Tally> _changes = [];

    /// <summary>Each key once, in no order; no zero ones.</summary>
    public IEnumerable<(TallyKey Key, Tally Change)> All => _changes.Where(c => !c.Value.IsZero).Select(c => (c.Key, c.Value));

    /// <summary>All that a change of a conversation does, but for its opt-out.</summary>
    public void Add(ConversationChange change)
    {
        Add(change.Before, -1);
        Add(change.After, 1);
        foreach (var (before, after) in change.Targets)
        {
            Add(before, after);
        }

        foreach (var (before, after) in change.Messages)
        {
            Add(before, -1);
            Add(after, 1);
        }

        Add(change.Report is null ? null : change.ReportBefore, -1);
        Add(change.Report, 1);
        if (change.Applied is { } applied)
        {
            AddMarks(applied.Action, applied.Script);
        }
    }

    /// <param name="before"><see langword="null"/> for a new target.</param>
    /// <param name="after"><see langword="null"/> for one that is removed.</param>
    public void Add(Target? before, Target? after)
    {
        Add(before, -1);
        Add(after, 1);
    }

    /// <param name="sign">1 to add what it stands for, -1 to take it away.</param>
    public void Add(Target? target, int sign)
    {
        if (target is null or { State: TargetState.Withdrawn })
        {
            return;
        }

        var texted = target.Message is not null ? sign : 0;
        var replied = target.Replied ? texted : 0;
        if (target.AssignedTo is { } user)
        {
            Add(TallyKey.Of(target.Action, user), new() { Assigned = sign, Replied = replied });
            Add(
                TallyKey.Of(target.Action, user, target.Bucket),
                new() { Assigned = target.State == TargetState.Assigned ? sign : 0, Sent = texted });
        }

        // A script is judged by those whom it reached: neither a dead number nor one that blocked us before says anything of it.
        if (target.Script is { } script && target.State == TargetState.Texted)
        {
            Add(
                TallyKey.Of(target.Action, script),
                new() { Sent = sign, Replied = target.Replied ? sign : 0, OptedOut = target.OptedOut ? sign : 0 });
        }
    }

    public void Add(Message? message, int sign)
    {
        if (message?.Action is not { } action || message.Status == MessageStatus.Withheld)
        {
            return;
        }

        var failed = message.Status is MessageStatus.Failed or MessageStatus.CarrierFiltered ? sign : 0;
        var (opening, reply) = (message.Kind == MessageKind.Initial ? sign : 0, message.Kind == MessageKind.Reply ? sign : 0);
        if (message.Sender is { } sender)
        {
            Add(TallyKey.Of(action, sender), new() { Sent = opening, FollowUps = reply });
        }

        if (message.Script is { } script && reply != 0)
        {
            Add(TallyKey.Of(action, script), new() { Sent = reply });
        }

        if (failed != 0)
        {
            Add(TallyKey.OfError(action, message.ErrorCode), new() { Errors = failed });
        }

        var minute = new Tally { Sent = opening, Replied = message.IsOutbound ? 0 : sign, Errors = failed };
        if (!minute.IsZero)
        {
            Add(TallyKey.OfMinute(action, message.CreatedAt), minute);
        }
    }

    /// <summary>Adds a message with what its script put on the contact as it was sent.</summary>
    public void AddRow(Message message, TextingAction action)
    {
        Add(message, 1);
        if (message is { Kind: MessageKind.Reply, Script: { } id } && action.FindScript(id) is { } script)
        {
            AddMarks(action.Id, script);
        }
    }

    public void Add(Report? report, int sign)
    {
        if (report is null)
        {
            return;
        }

        Add(TallyKey.Of(report.Action, report.User), new() { Reports = sign });
        Add(report.Action, report.Tags, report.Fields, new() { Reports = sign });
    }

    /// <summary>What a response script puts on a contact; it stays there, even where the reply itself is withheld.</summary>
    public void AddMarks(ActionId action, Script script) => Add(action, script.Tags, script.Fields, new() { Sent = 1 });

    public void Add(OptOut optOut)
    {
        if (optOut.Action is { } action)
        {
            Add(TallyKey.OfMinute(action, optOut.At), new() { OptedOut = 1 });
        }
    }

    public void Add(Contact? contact, int sign)
    {
        if (contact is { NeedsAttention: true, CurrentAction: { } action, Holder: { } holder })
        {
            Add(TallyKey.Of(action, holder), new() { NeedsAttention = sign });
        }
    }

    public void Add(TallyKey key, Tally change)
    {
        if (!change.IsZero)
        {
            _changes[key] = _changes.GetValueOrDefault(key) + change;
        }
    }

    private void Add(
        ActionId action, IReadOnlyList<string> tags, IReadOnlyDictionary<CustomFieldId, string> fields, Tally each)
    {
        foreach (var tag in tags.Select(Tag.Key).Distinct())
        {
            Add(TallyKey.OfTag(action, tag), each);
        }

        foreach (var (field, values) in fields)
        {
            foreach (var value in values.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct())
            {
                Add(TallyKey.Of(action, field, value), each);
            }
        }
    }
}
