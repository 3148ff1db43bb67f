using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Testing.Histories;

/// <summary>What contacts, the carrier and the machines do.</summary>
internal static class CarrierSteps
{
    public static async Task<StepResult> RunCarrierAsync(this HistoryWorld world, HistoryStep step) => step.Kind switch
    {
        StepKind.Receive => await world.ReceiveAsync(step, ["Who is this?", "Yes", "I moved away"]),
        StepKind.ReceiveStop => await world.ReceiveAsync(step, ["STOP", "Stop.", "unsubscribe", "alto"]),
        StepKind.ReceiveRequest => await world.ReceiveAsync(step, ["please take me off your list"]),
        StepKind.ReceiveFromStranger => await world.ReceiveFromStrangerAsync(step),
        StepKind.Dispatch => await world.DispatchAsync(step, CarrierMood.Accepts),
        StepKind.DispatchTellingEarly => await world.DispatchAsync(step, CarrierMood.TellsEarly),
        StepKind.DispatchBusy => await world.DispatchAsync(step, CarrierMood.IsBusy),
        StepKind.DispatchFiltered => await world.DispatchAsync(step, CarrierMood.Filters),
        StepKind.DispatchRefused => await world.DispatchAsync(
            step, Refusals[step.Variant % Refusals.Length]),
        StepKind.DispatchAnswerLost => await world.DispatchAsync(step, CarrierMood.LosesItsAnswer),
        StepKind.DispatchTextLost => await world.DispatchAsync(step, CarrierMood.LosesTheText),
        StepKind.DispatchAbandoned => await world.AbandonAsync(
            step, step.Variant % 2 == 0 ? CarrierMood.HangsWithIt : CarrierMood.HangsWithoutIt),
        StepKind.Callback => await world.TellAsync(step, (step.Variant % 3 == 0 ? MessageStatus.Sent : MessageStatus.Delivered, null)),
        StepKind.CallbackTwice => await world.TellAsync(step, (MessageStatus.Delivered, null), (MessageStatus.Delivered, null)),
        StepKind.CallbackReversed => await world.TellAsync(step, (MessageStatus.Delivered, null), (MessageStatus.Sent, null)),
        StepKind.CallbackFailed => await world.TellAsync(step, Failures[step.Variant % Failures.Length]),
        StepKind.ProcessEvents => StepResult.Done("what the carrier told is dealt with", await world.ProcessAsync()),
        StepKind.Reconcile => await world.ReconcileAsync(step, fails: false),
        StepKind.ReconcileFailing => await world.ReconcileAsync(step, fails: true),
        StepKind.Crash => await world.StartAgainAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static readonly int[] Waits = [0, 1, 3, 16];

    private static readonly CarrierMood[] Refusals =
        [CarrierMood.RefusesOptedOut, CarrierMood.RefusesLandline, CarrierMood.RefusesOther];

    private static readonly (MessageStatus, string?)[] Failures =
    [
        (MessageStatus.Failed, "30008"), (MessageStatus.Failed, "30006"), (MessageStatus.Failed, "21610"),
        (MessageStatus.CarrierFiltered, "30007"), (MessageStatus.Failed, "30006"),
    ];

    /// <summary>Hands over until nothing is left that can be.</summary>
    public static async Task<int> DispatchAsync(this HistoryWorld world)
    {
        var handled = 0;
        for (int once; (once = await world.Get<Dispatcher>().RunOnceAsync(default)) > 0; handled += once)
        {
        }

        return handled;
    }

    /// <summary>Deals with all that was told.</summary>
    public static async Task<string> ProcessAsync(this HistoryWorld world)
    {
        var taken = 0;
        for (int once; (once = await world.Get<CarrierEventProcessor>().RunOnceAsync(100, default)) > 0; taken += once)
        {
        }

        return $"{taken} events";
    }

    public static CarrierEvent Inbound(this HistoryWorld world, PhoneNumber from, string text, int number, int id) => new()
    {
        Id = CarrierEventId.New(),
        Kind = CarrierEventKind.Inbound,
        Account = "scripted",
        CarrierId = $"IN{id}",
        CampaignNumber = HistoryCast.Numbers[number],
        ContactNumber = from,
        ReceivedAt = world.Now,
        Text = text,
    };

    private static async Task<StepResult> ReceiveAsync(this HistoryWorld world, HistoryStep step, IReadOnlyList<string> texts)
    {
        // Whom we texted mostly; the others write by themselves.
        var texted = world.Carrier.Calls.Select(c => c.Text.To).Distinct().OrderBy(p => p.ToString(), StringComparer.Ordinal).ToList();
        var from = step.Variant < 90 && texted.Count > 0
            ? texted[step.Pick % texted.Count]
            : HistoryCast.PhoneOf(step.Pick % HistoryCast.Contacts);
        return await world.ReceiveAsync(step, from, texts[step.Variant % texts.Count]);
    }

    private static Task<StepResult> ReceiveFromStrangerAsync(this HistoryWorld world, HistoryStep step) => world.ReceiveAsync(
        step,
        PhoneNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"+1312555019{step.Pick % 4}")),
        step.Variant % 5 == 0 ? "STOP" : "Who are you?");

    private static async Task<StepResult> ReceiveAsync(this HistoryWorld world, HistoryStep step, PhoneNumber from, string text)
    {
        var inbound = world.Inbound(from, text, step.Action, world.NextInbound());
        var sink = world.Get<ICarrierEventSink>();
        await sink.TellAsync(inbound, default);
        if (step.Variant % 7 == 0)
        {
            await sink.TellAsync(inbound with { Id = CarrierEventId.New() }, default); // Carriers repeat themselves.
        }

        var words = $"{from} writes to {inbound.CampaignNumber}: {text}";
        return StepResult.Done(words, step.Pick % 4 == 0 ? "kept for later" : await world.ProcessAsync());
    }

    private static async Task<StepResult> DispatchAsync(this HistoryWorld world, HistoryStep step, CarrierMood mood)
    {
        var before = world.Carrier.Calls.Count;
        (world.Carrier.Mood, world.Carrier.OddOnly) = (mood, step.Pick % 3 == 0);
        var handled = await world.DispatchAsync();
        (world.Carrier.Mood, world.Carrier.OddOnly) = (CarrierMood.Accepts, false);
        return StepResult.Done(
            $"texts are handed over; the carrier {mood}{(step.Pick % 3 == 0 ? " with odd numbers" : "")}",
            $"{handled} looked at; {world.ShowCalls(before)}");
    }

    /// <summary>The process dies in the first call, with the text at the carrier or not.</summary>
    private static async Task<StepResult> AbandonAsync(this HistoryWorld world, HistoryStep step, CarrierMood mood)
    {
        var before = world.Carrier.Calls.Count;
        var hanging = world.Carrier.Hanging;
        world.Carrier.Mood = mood;
        world.Get<IOptions<DispatchOptions>>().Value.Parallel = 1;
        var running = await world.Get<Dispatcher>().StartAsync(default);
        while (running.Count(r => r.IsCompleted) + world.Carrier.Hanging - hanging < running.Count)
        {
            await Task.Delay(1);
        }

        world.Carrier.Mood = CarrierMood.Accepts;
        await world.CrashAsync();
        return StepResult.Done($"the process dies in a hand-over; the carrier {mood}", world.ShowCalls(before));
    }

    private static async Task<StepResult> StartAgainAsync(this HistoryWorld world)
    {
        await world.CrashAsync();
        return StepResult.Done("the process dies and starts again");
    }

    private static async Task<StepResult> TellAsync(
        this HistoryWorld world, HistoryStep step, params (MessageStatus Status, string? Error)[] told)
    {
        var taken = world.Carrier.Calls.Where(c => c.IsTaken).OrderBy(c => c.MachineAt).ThenBy(c => c.CarrierId, StringComparer.Ordinal).ToList();
        if (taken.Count == 0)
        {
            return StepResult.Idle("the carrier has nothing to tell");
        }

        // One of the last twenty, as what is told of older ones is mostly known.
        var call = taken[^(1 + (step.Pick % Math.Min(20, taken.Count)))];
        foreach (var (status, error) in told)
        {
            await world.Get<ICarrierEventSink>().TellAsync(ScriptedCarrier.Status(call, status, error, world.Now), default);
        }

        var words = $"the carrier tells of {call.CarrierId}: {string.Join(", ", told.Select(t => $"{t.Status} {t.Error}".Trim()))}";
        return StepResult.Done(words, step.Action == 0 ? await world.ProcessAsync() : "kept for later");
    }

    private static async Task<StepResult> ReconcileAsync(this HistoryWorld world, HistoryStep step, bool fails)
    {
        var passed = Duration.FromMinutes(Waits[step.Pick % Waits.Length]);
        world.Pass(passed);
        world.Carrier.LookupsFail = fails;
        var looked = await world.Get<Reconciler>().RunOnceAsync(default);
        world.Carrier.LookupsFail = false;
        return StepResult.Done(
            $"after {passed.TotalMinutes:0} minutes the carrier is asked{(fails ? ", and does not answer" : "")}", $"{looked} looked after");
    }

    // In the order of numbers: at once means in no order.
    public static string ShowCalls(this HistoryWorld world, int from) => string.Join("; ", world.Carrier.Calls.Skip(from)
        .Select(c => $"{c.Text.To} {c.Mood} {c.CarrierId} for {c.Text.ValidFor}: {c.Text.Text}")
        .Order(StringComparer.Ordinal));
}
