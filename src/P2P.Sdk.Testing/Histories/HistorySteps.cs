using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Testing.Histories;

/// <summary>What each step does to a world.</summary>
internal static class HistorySteps
{
    public static async Task<StepResult> RunAsync(this HistoryWorld world, HistoryStep step)
    {
        world.Pass(Duration.FromSeconds(1)); // No two steps at one instant.
        return step.Kind switch
        {
            StepKind.Claim => await world.ClaimAsync(step),
            StepKind.SendInitial => await world.SendInitialAsync(step),
            StepKind.SendStale => await world.SendInitialAsync(step, seen: "something else"),
            StepKind.SendAnothers => await world.SendAnothersAsync(step),
            StepKind.RepeatSend => await world.RepeatAsync(step),
            StepKind.ReuseKey => await world.ReuseKeyAsync(step),
            StepKind.Reply => await world.ReplyAsync(step, ["Hello again", "Yes, at nine", "Thanks!"]),
            StepKind.ReplyTooLong => await world.ReplyAsync(step with { Who = HistoryCast.Admin }, [new string('x', 1_601)]),
            StepKind.ReplyByScript => await world.ReplyByScriptAsync(step),
            StepKind.Report => await world.ReportAsync(step, ["Will Vote"]),
            StepKind.OptOutByReport => await world.ReportAsync(step, ["OPT out"]),
            StepKind.ReportClearingField => await world.ClearFieldAsync(step),
            StepKind.OptOut => await world.OptOutAsync(step),
            StepKind.MarkRead => await world.MarkReadAsync(step),
            StepKind.ReassignContact => await world.ReassignContactAsync(step),
            StepKind.ReassignFromUser => await world.ReassignFromUserAsync(step),
            StepKind.AddToList => await world.MoveOnListAsync(step, onto: true),
            StepKind.RemoveFromList => await world.MoveOnListAsync(step, onto: false),
            StepKind.CloseAction => await world.CloseAsync(step),
            StepKind.ReopenAction => await world.ReopenAsync(step),
            StepKind.SwitchCustomResponses => await world.SwitchCustomResponsesAsync(),
            StepKind.PassMinutes => world.PassBy(Duration.FromMinutes(1 + (step.Pick % 20))),
            StepKind.PassHours => world.PassBy(Duration.FromHours(1 + (step.Pick % 5))),
            StepKind.PassToMorning => world.PassTo(new(10, 0), "the next morning"),
            StepKind.PassToClosing => world.PassTo(step.Pick % 2 == 0 ? new(18, 59, 30) : new(20, 59, 30), "just before the hours end"),
            StepKind.RaceOptOutAndSend or StepKind.RaceOptOutAndDispatch or StepKind.RaceSendAndSend
                or StepKind.RaceReassignAndSend or StepKind.RaceSameKey => await world.RaceAsync(step),
            _ => await world.RunCarrierAsync(step),
        };
    }

    private static StepResult PassBy(this HistoryWorld world, Duration time)
    {
        world.Pass(time);
        return StepResult.Done($"{time.TotalMinutes:0} minutes pass", $"it is {world.Now}");
    }

    public static StepResult PassTo(this HistoryWorld world, LocalTime time, string words)
    {
        var zone = DateTimeZoneProviders.Tzdb["America/Chicago"];
        var now = world.Now.InZone(zone).LocalDateTime;
        var then = (now.TimeOfDay < time ? now.Date : now.Date.PlusDays(1)) + time;
        world.Pass(then.InZoneLeniently(zone).ToInstant() - world.Now);
        return StepResult.Done($"time passes to {words}", $"it is {world.Now}");
    }

    private static async Task<StepResult> MoveOnListAsync(this HistoryWorld world, HistoryStep step, bool onto)
    {
        var list = world.Lists[step.Action];
        var members = new List<ContactId>();
        for (var i = 0; i < 1 + (step.Variant % 5); i++)
        {
            members.Add(HistoryCast.ContactOf((step.Pick + i) % HistoryCast.Contacts));
        }

        var actor = HistoryCast.Actors[step.Variant < 90 ? HistoryCast.Admin : step.Who];
        var words = $"{HistoryWorld.NameOf(actor.User)} {(onto ? "puts on" : "takes off")} list {step.Action} "
            + string.Join(", ", members.Select(m => m.Value.ToString()[^2..]));
        var contacts = world.Get<ContactService>();
        return StepResult.Of(
            words,
            onto ? await contacts.AddToListAsync(actor, list, members) : await contacts.RemoveFromListAsync(actor, list, members),
            now => $"{now.Size} are on it");
    }

    private static async Task<StepResult> CloseAsync(this HistoryWorld world, HistoryStep step)
    {
        var action = world.Actions[step.Action];
        return StepResult.Of(
            $"the admin closes {action.Title}",
            await world.Get<PublishingService>().CloseAsync(world.Admin, action.Id),
            now => $"{now.State}");
    }

    private static async Task<StepResult> ReopenAsync(this HistoryWorld world, HistoryStep step)
    {
        var action = world.Actions[step.Action];
        return StepResult.Of(
            $"the admin publishes {action.Title} again",
            await world.Get<PublishingService>().PublishAsync(world.Admin, action.Id, Visibility.Public, null),
            now => $"{now.State}");
    }

    private static async Task<StepResult> SwitchCustomResponsesAsync(this HistoryWorld world)
    {
        var service = world.Get<CampaignService>();
        var settings = (await service.FindAsync(world.Admin)).Value!.Settings;
        var edit = new SettingsEdit { CustomResponses = !settings.CustomResponses };
        return StepResult.Of(
            "the admin switches custom responses",
            await service.UpdateSettingsAsync(world.Admin, settings.Version, edit),
            now => $"they are {now.CustomResponses}");
    }
}
