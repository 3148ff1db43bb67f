using System.Collections.Frozen;
using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Assignments;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Actions;
using P2P.Sdk.Results;

namespace P2P.GraphQL.Results;

[Name("ActionCounts")]
[Description("What an action has come to; exact at every moment.")]
public sealed class ActionCountsView(ActionId action, ActionOverview overview)
{
    /// <summary>What is not among the counters that every text keeps: read only where it is selected.</summary>
    private static readonly FrozenSet<string> Further = new[]
    {
        nameof(SentTo), nameof(Seen), nameof(Started), nameof(Performs), nameof(Completed), nameof(UsersHere), nameof(OpenNow),
        nameof(OpensLater), nameof(OldestWaitingSince),
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly ActionCounts _counts = overview.Counts;

    /// <summary>The counters alone.</summary>
    public ActionCountsView(ActionId action, ActionCounts counts)
        : this(action, ActionOverview.Empty with { Counts = counts })
    {
    }

    /// <summary>Whether the counters alone do not answer what is selected.</summary>
    internal static bool NeedsOverview(IResolveFieldContext context) =>
        context.SubFields?.Values.Any(field => Further.Contains(field.Field.Name.StringValue)) == true;

    [Id]
    [Description("The action.")]
    public string ActionId => NodeId.Of(action);

    [Description("Users whom it was sent to; if it is or was public, every user whom its limits let in.")]
    public int SentTo => overview.Reach.SentTo;

    [Description("Users who opened its page.")]
    public int Seen => overview.Reach.Seen;

    [Description("Users who pressed Start.")]
    public int Started => overview.Reach.Started;

    [Description("Buckets finished: every contact texted, held back or given away, and one at least texted.")]
    public int Performs => overview.Reach.Performs;

    [Description("Users who finished a bucket.")]
    public int Completed => overview.Reach.Completed;

    [Description("Users who did something in it within the last five minutes.")]
    public int UsersHere => overview.UsersHere;

    [Description("Opening texts, from the moment they are queued, without those withheld.")]
    public int InitialMessages => _counts.InitialMessages;

    [Description("Inbound messages.")]
    public int Responses => _counts.Responses;

    [Description("Contacts who answered at least once: what a reply rate counts.")]
    public int PeopleReplied => _counts.PeopleReplied;

    [Description("Replies that users sent.")]
    public int FollowUps => _counts.FollowUps;

    [Description("Opt-outs by keyword and by carrier.")]
    public int OptOuts => _counts.OptOuts;

    [Description("Opt-outs that users recorded.")]
    public int ManualOptOuts => _counts.ManualOptOuts;

    [Description("Targets neither texted nor held back.")]
    public int MessagesRemaining => _counts.MessagesRemaining;

    [Description("Contacts that nobody has been assigned and that can be texted now.")]
    public int OpenNow => overview.OpenNow;

    [Description("Contacts that nobody has been assigned and that cannot be texted now, by when they can; earliest first.")]
    public IReadOnlyList<LaterOpeningView> OpensLater => [.. overview.OpensLater.Select(later => new LaterOpeningView(later))];

    [Description("Conversations that wait for an answer.")]
    public int NeedsAttention => _counts.NeedsAttention;

    [Description("Since when the contact waits for an answer who has waited longest; null: nobody does.")]
    public Instant? OldestWaitingSince => overview.OldestWaiting;

    [Description("Texts that failed, without those filtered.")]
    public int TransportErrors => _counts.TransportErrors;

    [Description("Texts that the carrier filtered.")]
    public int CarrierFiltered => _counts.CarrierFiltered;

    [Description("Targets held back for a lasting reason.")]
    public int Safeguards => _counts.Safeguards;

    [Description("The same by reason; no zero ones.")]
    public IReadOnlyList<HeldBackView> HeldBack => HeldBackView.All(_counts);

    [Description("Links of texts, each in one text, that people clicked: unique clicks.")]
    public int LinkClicks => _counts.LinkClicks;

    [Description("All clicks of people on links of texts.")]
    public int AllLinkClicks => _counts.AllLinkClicks;

    [Description("Reports filed: one a user and contact.")]
    public int Reports => _counts.Reports;

    [Description("Contacts who replied and have a report of this action.")]
    public int ReportsFilled => _counts.ReportsFilled;

    [Description("Segments of all outbound texts; each is billed.")]
    public int Segments => _counts.Segments;
}
