using P2P.Sdk.Assignments;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Testing.Histories;

/// <summary>What users do: claim, text, send again.</summary>
internal static class SendingSteps
{
    public static async Task<StepResult> ClaimAsync(this HistoryWorld world, HistoryStep step)
    {
        var words = $"{NameOf(step)} claims in {world.Actions[step.Action].Title}";
        var claim = await world.Get<ClaimService>().ClaimAsync(HistoryCast.Actors[step.Who], world.Actions[step.Action].Id);
        if (claim is { IsRefused: false, Value.Targets: { Count: > 0 } targets })
        {
            lock (world.Shown)
            {
                world.Shown[(step.Who, step.Action)] = targets;
            }
        }

        return StepResult.Of(words, claim, Show);
    }

    public static async Task<StepResult> SendInitialAsync(this HistoryWorld world, HistoryStep step, string? seen = null) =>
        await world.FindShownAsync(step, step.Who) is { } target
            ? await world.SendAsync(step, target, seen ?? target.Text.Version)
            : StepResult.Idle($"{NameOf(step)} has nothing to text in {world.Actions[step.Action].Title}");

    public static async Task<StepResult> SendAnothersAsync(this HistoryWorld world, HistoryStep step) =>
        await world.FindShownAsync(step, (step.Who + 1) % 2) is { } target
            ? await world.SendAsync(step, target, target.Text.Version)
            : StepResult.Idle($"{NameOf(step)} finds nothing of the others'");

    public static async Task<StepResult> RepeatAsync(this HistoryWorld world, HistoryStep step)
    {
        if (world.Request(step) is not { } request)
        {
            return StepResult.Idle("nothing was sent yet");
        }

        var again = await request.Again();
        var words = $"again: {request.Words}";
        return again is { IsRefused: false, Value: { } sent } && await world.ShowAsync(sent) != request.Message
            ? StepResult.Done(words, $"ANOTHER MESSAGE {await world.ShowAsync(sent)} instead of {request.Message}")
            : StepResult.Of(words, again, _ => $"{request.Message}, {again.Value!.Message!.Status}");
    }

    public static async Task<StepResult> ReuseKeyAsync(this HistoryWorld world, HistoryStep step) =>
        world.Request(step) is { } request
            ? StepResult.Of($"with the same key, something else: {request.Words}", await request.Otherwise(), _ => "DONE TWICE")
            : StepResult.Idle("nothing was sent yet");

    public static async Task<StepResult> OptOutAsync(this HistoryWorld world, HistoryStep step)
    {
        // Half of them while a text is in doubt: it is queued again once the carrier is known not to have it.
        // Calls of one moment come in any order.
        var lost = world.Carrier.Calls.Where(c => c.Mood is CarrierMood.LosesTheText or CarrierMood.HangsWithoutIt)
            .OrderBy(c => c.MachineAt).ThenBy(c => c.Text.To.ToString(), StringComparer.Ordinal).LastOrDefault();
        var doubtful = step.Pick % 2 == 0 && lost is not null ? await world.FindContactAsync(lost.Text.To) : null;
        var (contact, name) = doubtful ?? await world.FindContactAsync(step);
        var actor = doubtful is null ? HistoryCast.Actors[step.Who] : world.Admin;
        return StepResult.Of(
            $"{HistoryWorld.NameOf(actor.User)} opts {name} out",
            await world.Get<OptOutService>().OptOutAsync(actor, contact),
            _ => "opted out");
    }

    public static async Task<StepResult> SendAsync(this HistoryWorld world, HistoryStep step, ClaimedTarget target, string seen)
    {
        var words = $"{NameOf(step)} sends {world.NameOf(target.Target.Action)}'s opening text to {await world.NameAsync(target.Contact.Id)}";
        var key = KeyOf(step);
        return await world.KeepAsync(words, Send(seen), Send("nothing like it"));

        Func<Task<Outcome<SentText>>> Send(string text) => () => world.Get<MessageSender>().SendInitialAsync(
            HistoryCast.Actors[step.Who], target.Target.Id, text, key);
    }

    /// <summary>Sends, and keeps what succeeded to be repeated.</summary>
    public static async Task<StepResult> KeepAsync(
        this HistoryWorld world, string words, Func<Task<Outcome<SentText>>> send, Func<Task<Outcome<SentText>>> otherwise)
    {
        var outcome = await send();
        var message = outcome.Value is { Message: not null } sent ? await world.ShowAsync(sent) : "no message";
        if (!outcome.IsRefused)
        {
            lock (world.Sent)
            {
                world.Sent.Add(new(outcome.Value.Contact.Id, words, message, send, otherwise));
            }
        }

        var result = StepResult.Of(words, outcome, sent => $"{message} {sent.Message!.Status}: {sent.Message.Text}");
        return outcome.IsRefused && outcome.Value is { Message: not null } ? result with { Answer = $"{result.Answer}, {message}" } : result;
    }

    public static IdempotencyKey KeyOf(HistoryStep step) =>
        IdempotencyKey.Parse($"key-{step.Who}-{step.Action}-{step.Pick:000}-{step.Variant:00}-{(int)step.Kind}");

    public static string NameOf(HistoryStep step) => HistoryCast.Users[step.Who].FirstName;

    /// <summary>One of the targets that a user was last shown and has not texted yet, as far as they know; else of a new claim.</summary>
    public static async Task<ClaimedTarget?> FindShownAsync(this HistoryWorld world, HistoryStep step, int who)
    {
        if (world.TakeShown(step, who) is { } shown)
        {
            return shown;
        }

        await world.ClaimAsync(step with { Who = who });
        return world.TakeShown(step, who);
    }

    private static ClaimedTarget? TakeShown(this HistoryWorld world, HistoryStep step, int who)
    {
        lock (world.Shown)
        {
            if (world.Shown.GetValueOrDefault((who, step.Action)) is not { Count: > 0 } targets)
            {
                return null;
            }

            // Nine of ten are texted once; the others are pressed again later.
            var target = targets[step.Pick % targets.Count];
            if (step.Variant >= 10 && step.Kind != StepKind.SendAnothers)
            {
                world.Shown[(who, step.Action)] = [.. targets.Where(t => t != target)];
            }

            return target;
        }
    }

    private static async Task<string> ShowAsync(this HistoryWorld world, SentText sent) =>
        $"{await world.NameAsync(sent.Message!.Contact)}#{sent.Message.Sequence}";

    private static SentRequest? Request(this HistoryWorld world, HistoryStep step)
    {
        lock (world.Sent)
        {
            // One of the last ten, so that what it repeats is often still under way.
            return world.Sent.Count == 0 ? null : world.Sent[^(1 + (step.Pick % Math.Min(10, world.Sent.Count)))];
        }
    }

    private static string Show(Claim claim)
    {
        var targets = claim.Targets.Select(t =>
            $"{t.Contact.Id.Value.ToString()[^2..]} {t.Text.Version} until {t.SendableUntil} from {t.SendableFrom}");
        return $"{claim.Targets.Count} to text, {claim.Assigned} held, {claim.Unassigned} left; "
            + $"{string.Join(", ", claim.OpensLater.Select(l => $"{l.Contacts} at {l.OpensAt}"))} [{string.Join("; ", targets)}]";
    }
}
