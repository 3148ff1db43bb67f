using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Testing.Histories;

/// <summary>What happens between the read and the write of something else, whole.</summary>
internal static class RaceSteps
{
    public static async Task<StepResult> RaceAsync(this HistoryWorld world, HistoryStep step)
    {
        // Races are between the volunteers; the target is texted once.
        step = step with { Who = step.Who % 2, Variant = 10 + (step.Variant % 90) };
        var (words, between) = ("", "it did not happen");
        var result = step.Kind switch
        {
            StepKind.RaceOptOutAndDispatch => await DispatchAsync(),
            StepKind.RaceSendAndSend => await SendTwiceAsync(),
            _ => await SendAsync(),
        };
        world.NothingBetween();
        return result with { Words = $"{result.Words}; {words}", Answer = $"{result.Answer}; {between}" };

        async Task<StepResult> SendAsync()
        {
            if (await world.FindShownAsync(step, step.Who) is not { } target)
            {
                return StepResult.Idle("there is no send to race");
            }

            Between(step.Kind switch
            {
                StepKind.RaceOptOutAndSend => () => world.OptOutAsync(target.Contact.Id),
                StepKind.RaceReassignAndSend => () => world.ReassignAsync(target.Contact.Id, (step.Who + 1) % 2),
                _ => () => world.SendAsync(step, target, target.Text.Version),
            });
            return await world.SendAsync(step, target, target.Text.Version);
        }

        async Task<StepResult> SendTwiceAsync()
        {
            if (await world.FindPairAsync(step) is not { } pair)
            {
                return StepResult.Idle("no contact is in both actions to be texted");
            }

            var other = step with { Who = (step.Who + 1) % 2, Action = 1 - step.Action };
            Between(() => world.SendAsync(other, pair.Other, pair.Other.Text.Version));
            return await world.SendAsync(step, pair.One, pair.One.Text.Version);
        }

        async Task<StepResult> DispatchAsync()
        {
            SentRequest? last;
            lock (world.Sent)
            {
                last = world.Sent.LastOrDefault();
            }

            if (last is null || await world.CountQueuesAsync() > 1)
            {
                // Numbers are served side by side: which of two looks first is not the same in every store.
                return StepResult.Idle("there is no hand-over to race, or more than one");
            }

            var before = world.Carrier.Calls.Count;
            Between(() => world.OptOutAsync(last.Contact));
            await world.DispatchAsync();
            return StepResult.Done("texts are handed over", CarrierSteps.ShowCalls(world, before));
        }

        void Between(Func<Task<StepResult>> happens) => world.BetweenReadAndWrite(async () =>
        {
            var happened = await happens();
            (words, between) = ($"between its read and its write {happened.Words}", happened.Answer);
        });
    }

    /// <summary>From how many numbers texts wait for the carrier.</summary>
    private static async Task<int> CountQueuesAsync(this HistoryWorld world)
    {
        var threads = await HistoryState.MessagesAsync(world, await HistoryState.ContactsAsync(world));
        return threads.Values.SelectMany(t => t).Where(m => m.Status == MessageStatus.Queued)
            .Select(m => m.CampaignNumber).Distinct().Count();
    }

    private static async Task<StepResult> OptOutAsync(this HistoryWorld world, ContactId contact) => StepResult.Of(
        $"an admin opts {await world.NameAsync(contact)} out",
        await world.Get<OptOutService>().OptOutAsync(world.Admin, contact),
        _ => "opted out");

    private static async Task<StepResult> ReassignAsync(this HistoryWorld world, ContactId contact, int to) => StepResult.Of(
        $"an admin gives {await world.NameAsync(contact)} to {HistoryCast.Users[to].FirstName}",
        await world.Get<Reassigner>().ReassignAsync(
            world.Admin, new ReassignInput { Contacts = [contact], ToUsers = [HistoryCast.Users[to].Id] }),
        r => $"{r.Moved} moved");

    /// <summary>A contact that one user is to text in one action, and the other in the other.</summary>
    private static async Task<(ClaimedTarget One, ClaimedTarget Other)?> FindPairAsync(this HistoryWorld world, HistoryStep step)
    {
        var other = step with { Who = (step.Who + 1) % 2, Action = 1 - step.Action };
        if (Find() is { } known)
        {
            return known;
        }

        await world.ClaimAsync(step);
        await world.ClaimAsync(other);
        return Find();

        (ClaimedTarget, ClaimedTarget)? Find()
        {
            lock (world.Shown)
            {
                var theirs = world.Shown.GetValueOrDefault((other.Who, other.Action), []).ToDictionary(t => t.Contact.Id);
                var ours = world.Shown.GetValueOrDefault((step.Who, step.Action), []).Where(t => theirs.ContainsKey(t.Contact.Id)).ToList();
                return ours.Count == 0 ? null : (ours[step.Pick % ours.Count], theirs[ours[step.Pick % ours.Count].Contact.Id]);
            }
        }
    }
}
