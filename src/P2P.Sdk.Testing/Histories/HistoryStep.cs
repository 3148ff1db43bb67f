using CsCheck;

namespace P2P.Sdk.Testing.Histories;

/// <summary>One thing that happens. Who, where and to whom are numbers, resolved by what there is when it happens, so that a
/// history stays a history when steps are taken out of it.</summary>
/// <param name="Who">A user of <see cref="HistoryCast"/>.</param>
/// <param name="Action">0 or 1.</param>
/// <param name="Pick">Which of the contacts, targets or texts that there are.</param>
/// <param name="Variant">From 0 to 99: what else differs.</param>
internal readonly record struct HistoryStep(StepKind Kind, int Who, int Action, int Pick, int Variant)
{
    /// <summary>How many steps a history has.</summary>
    public const int Length = 200;

    /// <summary>Users text and contacts answer; the rest is rarer, but nothing so rare that some hundred histories miss it.</summary>
    private static readonly Gen<StepKind> Kinds = Gen.Frequency(
        (60, StepKind.Claim),
        (240, StepKind.SendInitial),
        (12, StepKind.SendStale),
        (15, StepKind.SendAnothers),
        (20, StepKind.RepeatSend),
        (10, StepKind.ReuseKey),
        (60, StepKind.Reply),
        (30, StepKind.ReplyByScript),
        (8, StepKind.ReplyTooLong),
        (70, StepKind.Receive),
        (8, StepKind.ReceiveFromStranger),
        (14, StepKind.ReceiveStop),
        (10, StepKind.ReceiveRequest),
        (10, StepKind.OptOut),
        (6, StepKind.OptOutByReport),
        (40, StepKind.Report),
        (14, StepKind.ReportClearingField),
        (24, StepKind.ReassignContact),
        (10, StepKind.ReassignFromUser),
        (10, StepKind.MarkRead),
        (40, StepKind.PassMinutes),
        (16, StepKind.PassHours),
        (16, StepKind.PassToMorning),
        (10, StepKind.PassToClosing),
        (90, StepKind.Dispatch),
        (14, StepKind.DispatchTellingEarly),
        (10, StepKind.DispatchBusy),
        (6, StepKind.DispatchFiltered),
        (10, StepKind.DispatchRefused),
        (10, StepKind.DispatchAnswerLost),
        (10, StepKind.DispatchTextLost),
        (14, StepKind.DispatchAbandoned),
        (24, StepKind.Callback),
        (8, StepKind.CallbackTwice),
        (8, StepKind.CallbackReversed),
        (18, StepKind.CallbackFailed),
        (20, StepKind.ProcessEvents),
        (30, StepKind.Reconcile),
        (6, StepKind.ReconcileFailing),
        (14, StepKind.AddToList),
        (12, StepKind.RemoveFromList),
        (6, StepKind.CloseAction),
        (14, StepKind.ReopenAction),
        (8, StepKind.SwitchCustomResponses),
        (14, StepKind.Crash),
        (8, StepKind.RaceOptOutAndSend),
        (8, StepKind.RaceOptOutAndDispatch),
        (16, StepKind.RaceSendAndSend),
        (8, StepKind.RaceReassignAndSend),
        (8, StepKind.RaceSameKey));

    private static readonly Gen<HistoryStep> Any = Gen.Select(
        Kinds,
        Gen.Frequency((10, 0), (10, 1), (4, 2), (1, 3)),
        Gen.Int[0, 1],
        Gen.Int[0, 999],
        Gen.Int[0, 99],
        (kind, who, action, pick, variant) => new HistoryStep(kind, who, action, pick, variant));

    /// <summary>What may happen while other things happen: no crash, no clock that jumps, no race by a barrier.</summary>
    public bool MayBeAtOnce => Kind is not (StepKind.Crash or StepKind.DispatchAbandoned or StepKind.PassHours or StepKind.PassMinutes
        or StepKind.PassToClosing or StepKind.PassToMorning or StepKind.Reconcile or >= StepKind.RaceOptOutAndSend);

    public static Gen<HistoryStep[]> Histories { get; } = Any.Array[Length];
}
