using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Actions;
using P2P.Sdk.Results;

namespace P2P.GraphQL.Results;

[Name("ActionCounts")]
[Description("What an action has come to; exact at every moment.")]
public sealed class ActionCountsView(ActionId action, ActionCounts counts)
{
    [Id]
    [Description("The action.")]
    public string ActionId => NodeId.Of(action);

    [Description("Opening texts, from the moment they are queued, without those withheld.")]
    public int InitialMessages => counts.InitialMessages;

    [Description("Inbound messages.")]
    public int Responses => counts.Responses;

    [Description("Contacts who answered at least once: what a reply rate counts.")]
    public int PeopleReplied => counts.PeopleReplied;

    [Description("Replies that users sent.")]
    public int FollowUps => counts.FollowUps;

    [Description("Opt-outs by keyword and by carrier.")]
    public int OptOuts => counts.OptOuts;

    [Description("Opt-outs that users recorded.")]
    public int ManualOptOuts => counts.ManualOptOuts;

    [Description("Targets neither texted nor held back.")]
    public int MessagesRemaining => counts.MessagesRemaining;

    [Description("Conversations that wait for an answer.")]
    public int NeedsAttention => counts.NeedsAttention;

    [Description("Texts that failed, without those filtered.")]
    public int TransportErrors => counts.TransportErrors;

    [Description("Texts that the carrier filtered.")]
    public int CarrierFiltered => counts.CarrierFiltered;

    [Description("Targets held back for a lasting reason.")]
    public int Safeguards => counts.Safeguards;

    [Description("The same by reason; no zero ones.")]
    public IReadOnlyList<HeldBackView> HeldBack => HeldBackView.All(counts);

    [Description("Links of texts, each in one text, that people clicked: unique clicks.")]
    public int LinkClicks => counts.LinkClicks;

    [Description("All clicks of people on links of texts.")]
    public int AllLinkClicks => counts.AllLinkClicks;

    [Description("Contacts who replied and have a report of this action.")]
    public int ReportsFilled => counts.ReportsFilled;

    [Description("Segments of all outbound texts; each is billed.")]
    public int Segments => counts.Segments;
}
