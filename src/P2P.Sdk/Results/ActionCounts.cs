using P2P.Sdk.Assignments;

namespace P2P.Sdk.Results;

/// <summary>What an action has come to, or by how much an event changes it (RES-2). As a sum never negative; as a change any.</summary>
public readonly record struct ActionCounts
{
    /// <summary>Opening texts, from the moment they are queued, without those withheld.</summary>
    public int InitialMessages { get; init; }

    /// <summary>Other outbound texts, without those withheld.</summary>
    public int FollowUps { get; init; }

    /// <summary>Inbound texts attributed to the action, opt-outs included.</summary>
    public int Responses { get; init; }

    /// <summary>Contacts with an inbound text that is no opt-out keyword.</summary>
    public int PeopleReplied { get; init; }

    /// <summary>Opt-outs by keyword or carrier, in conversations whose current action this is.</summary>
    public int OptOuts { get; init; }

    /// <summary>Opt-outs by users, likewise.</summary>
    public int ManualOptOuts { get; init; }

    /// <summary>Targets neither texted nor held back.</summary>
    public int MessagesRemaining { get; init; }

    /// <summary>Conversations that need attention and whose current action this is.</summary>
    public int NeedsAttention { get; init; }

    /// <summary>Texts that failed, without those filtered.</summary>
    public int TransportErrors { get; init; }

    public int CarrierFiltered { get; init; }

    /// <summary>(message, link) pairs that people clicked.</summary>
    public int LinkClicks { get; init; }

    /// <summary>All clicks of people, each time.</summary>
    public int AllLinkClicks { get; init; }

    /// <summary>Reports filed: one a user, contact and action.</summary>
    public int Reports { get; init; }

    /// <summary>Contacts who replied and have a report of this action.</summary>
    public int ReportsFilled { get; init; }

    /// <summary>Of the initial messages and follow-ups.</summary>
    public int Segments { get; init; }

    public int HeldOptedOut { get; init; }

    public int HeldLandline { get; init; }

    public int HeldMissingValue { get; init; }

    public int HeldMessageTooLong { get; init; }

    public int HeldTransportError { get; init; }

    public int HeldCarrierFiltered { get; init; }

    /// <summary>Targets held back for a lasting reason.</summary>
    public int Safeguards =>
        HeldOptedOut + HeldLandline + HeldMissingValue + HeldMessageTooLong + HeldTransportError + HeldCarrierFiltered;

    public bool IsZero => this == default;

    internal static ActionCounts Held(HeldReason reason, int by) => reason switch
    {
        HeldReason.OptedOut => new() { HeldOptedOut = by },
        HeldReason.Landline => new() { HeldLandline = by },
        HeldReason.MissingValue => new() { HeldMissingValue = by },
        HeldReason.MessageTooLong => new() { HeldMessageTooLong = by },
        HeldReason.TransportError => new() { HeldTransportError = by },
        HeldReason.CarrierFiltered => new() { HeldCarrierFiltered = by },
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static ActionCounts operator +(ActionCounts a, ActionCounts b) => new()
    {
        InitialMessages = a.InitialMessages + b.InitialMessages,
        FollowUps = a.FollowUps + b.FollowUps,
        Responses = a.Responses + b.Responses,
        PeopleReplied = a.PeopleReplied + b.PeopleReplied,
        OptOuts = a.OptOuts + b.OptOuts,
        ManualOptOuts = a.ManualOptOuts + b.ManualOptOuts,
        MessagesRemaining = a.MessagesRemaining + b.MessagesRemaining,
        NeedsAttention = a.NeedsAttention + b.NeedsAttention,
        TransportErrors = a.TransportErrors + b.TransportErrors,
        CarrierFiltered = a.CarrierFiltered + b.CarrierFiltered,
        LinkClicks = a.LinkClicks + b.LinkClicks,
        AllLinkClicks = a.AllLinkClicks + b.AllLinkClicks,
        Reports = a.Reports + b.Reports,
        ReportsFilled = a.ReportsFilled + b.ReportsFilled,
        Segments = a.Segments + b.Segments,
        HeldOptedOut = a.HeldOptedOut + b.HeldOptedOut,
        HeldLandline = a.HeldLandline + b.HeldLandline,
        HeldMissingValue = a.HeldMissingValue + b.HeldMissingValue,
        HeldMessageTooLong = a.HeldMessageTooLong + b.HeldMessageTooLong,
        HeldTransportError = a.HeldTransportError + b.HeldTransportError,
        HeldCarrierFiltered = a.HeldCarrierFiltered + b.HeldCarrierFiltered,
    };

    public static ActionCounts operator -(ActionCounts a, ActionCounts b) => new()
    {
        InitialMessages = a.InitialMessages - b.InitialMessages,
        FollowUps = a.FollowUps - b.FollowUps,
        Responses = a.Responses - b.Responses,
        PeopleReplied = a.PeopleReplied - b.PeopleReplied,
        OptOuts = a.OptOuts - b.OptOuts,
        ManualOptOuts = a.ManualOptOuts - b.ManualOptOuts,
        MessagesRemaining = a.MessagesRemaining - b.MessagesRemaining,
        NeedsAttention = a.NeedsAttention - b.NeedsAttention,
        TransportErrors = a.TransportErrors - b.TransportErrors,
        CarrierFiltered = a.CarrierFiltered - b.CarrierFiltered,
        LinkClicks = a.LinkClicks - b.LinkClicks,
        AllLinkClicks = a.AllLinkClicks - b.AllLinkClicks,
        Reports = a.Reports - b.Reports,
        ReportsFilled = a.ReportsFilled - b.ReportsFilled,
        Segments = a.Segments - b.Segments,
        HeldOptedOut = a.HeldOptedOut - b.HeldOptedOut,
        HeldLandline = a.HeldLandline - b.HeldLandline,
        HeldMissingValue = a.HeldMissingValue - b.HeldMissingValue,
        HeldMessageTooLong = a.HeldMessageTooLong - b.HeldMessageTooLong,
        HeldTransportError = a.HeldTransportError - b.HeldTransportError,
        HeldCarrierFiltered = a.HeldCarrierFiltered - b.HeldCarrierFiltered,
    };
}
