using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Reports;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.Testing.Histories;

/// <summary>What users do with conversations.</summary>
internal static class AnsweringSteps
{
    public static async Task<StepResult> ReplyAsync(this HistoryWorld world, HistoryStep step, IReadOnlyList<string> texts)
    {
        var (contact, name) = await world.FindContactAsync(step);
        var (key, text) = (SendingSteps.KeyOf(step), texts[step.Variant % texts.Count]);
        return await world.KeepAsync(
            $"{SendingSteps.NameOf(step)} replies to {name}: {(text.Length > 100 ? "1,601 characters" : text)}",
            () => world.Get<MessageSender>().SendReplyAsync(HistoryCast.Actors[step.Who], contact, null, text, key),
            () => world.Get<MessageSender>().SendReplyAsync(HistoryCast.Actors[step.Who], contact, null, "Other words", key));
    }

    public static async Task<StepResult> ReplyByScriptAsync(this HistoryWorld world, HistoryStep step)
    {
        var (contact, name) = await world.FindContactAsync(step);
        var scripts = world.Actions[step.Action].ResponseScripts.ToList();
        var script = scripts[step.Variant < 85 ? 0 : 1];
        var key = SendingSteps.KeyOf(step);
        return await world.KeepAsync(
            $"{SendingSteps.NameOf(step)} sends {name} {script.Name} of {world.Actions[step.Action].Title}",
            () => world.Get<MessageSender>().SendReplyAsync(HistoryCast.Actors[step.Who], contact, script.Id, null, key),
            () => world.Get<MessageSender>().SendReplyAsync(HistoryCast.Actors[step.Who], contact, null, "Other words", key));
    }

    public static async Task<StepResult> ReportAsync(this HistoryWorld world, HistoryStep step, IReadOnlyList<string> tags)
    {
        var (contact, name) = await world.FindContactAsync(step);
        var input = new ReportInput(contact, world.Actions[step.Action].Id, tags, [], []);
        return StepResult.Of(
            $"{SendingSteps.NameOf(step)} reports on {name} in {world.Actions[step.Action].Title}: {string.Join(", ", tags)}",
            await world.Get<ReportService>().FileAsync(HistoryCast.Actors[step.Who], input),
            now => string.Join(", ", now.Tags));
    }

    /// <summary>The text that a user was shown cannot be written any more.</summary>
    public static async Task<StepResult> ClearFieldAsync(this HistoryWorld world, HistoryStep step)
    {
        if (await world.FindShownAsync(step with { Variant = 0 }, step.Who) is not { } target)
        {
            return StepResult.Idle("nobody is to be texted");
        }

        var input = new ReportInput(target.Contact.Id, target.Target.Action, [], [new(HistoryCast.Place.Slug, "")], []);
        for (Outcome<Contact> filed; (filed = await world.Get<ReportService>().FileAsync(world.Admin, input)).IsRefused;)
        {
            ServiceWorld.Refused(RefusalCode.Conflict, filed); // Where others change the contact at once; the admin tries again.
        }

        var result = await world.SendAsync(step, target, target.Text.Version);
        return result with { Words = $"an admin clears the polling place, then {result.Words}" };
    }

    public static async Task<StepResult> MarkReadAsync(this HistoryWorld world, HistoryStep step)
    {
        var (contact, name) = await world.FindContactAsync(step);
        return StepResult.Of(
            $"{SendingSteps.NameOf(step)} reads {name}",
            await world.Get<ConversationService>().MarkReadAsync(HistoryCast.Actors[step.Who], contact),
            _ => "read");
    }

    public static async Task<StepResult> ReassignContactAsync(this HistoryWorld world, HistoryStep step)
    {
        var (contact, name) = await world.FindContactAsync(step with { Who = HistoryCast.Admin, Variant = 99 });
        var input = new ReassignInput { Contacts = [contact], Action = step.Variant % 3 == 0 ? world.Actions[step.Action].Id : null, ToUsers = [HistoryCast.Users[step.Who].Id] };
        return await world.ReassignAsync(step, input, $"{name} goes to {SendingSteps.NameOf(step)}");
    }

    public static Task<StepResult> ReassignFromUserAsync(this HistoryWorld world, HistoryStep step)
    {
        var from = HistoryCast.Users[(step.Who + 1) % 2];
        var input = new ReassignInput
        {
            FromUser = from.Id,
            Action = world.Actions[step.Action].Id,
            ToUsers = [HistoryCast.Users[step.Who].Id],
            DryRun = step.Pick % 4 == 0,
        };
        return world.ReassignAsync(
            step, input, $"all that {from.FirstName} holds in {world.NameOf(input.Action)} goes to {SendingSteps.NameOf(step)}");
    }

    /// <summary>Mostly a conversation of the user's own, if there is one; else any contact.</summary>
    public static async Task<(ContactId Contact, string Name)> FindContactAsync(this HistoryWorld world, HistoryStep step)
    {
        var actor = HistoryCast.Actors[step.Who];
        if (step.Variant < 90)
        {
            var inbox = await world.Get<ConversationService>().InboxAsync(actor, InboxFilter.All, new PageRequest(200));
            var own = new List<(ContactId Contact, string Name)>();
            foreach (var place in inbox.Items)
            {
                own.Add((place.Item.Id, await world.NameAsync(place.Item.Id)));
            }

            if (own.Count > 0)
            {
                // By number, as the ids of contacts that wrote to us first differ from store to store.
                return own.OrderBy(c => c.Name, StringComparer.Ordinal).ElementAt(step.Pick % own.Count);
            }
        }

        var any = HistoryCast.ContactOf(step.Pick % HistoryCast.Contacts);
        return (any, await world.NameAsync(any));
    }

    public static async Task<(ContactId Contact, string Name)?> FindContactAsync(this HistoryWorld world, PhoneNumber phone)
    {
        var read = await world.Get<IConversationStore>().ReadAsync(
            HistoryCast.Campaign, [new ConversationQuery { Phone = phone }], default);
        return read[0]?.Contact is { } contact ? (contact.Id, phone.ToString()) : null;
    }

    private static async Task<StepResult> ReassignAsync(this HistoryWorld world, HistoryStep step, ReassignInput input, string words)
    {
        var actor = step.Variant < 95 ? world.Admin : HistoryCast.Actors[step.Who];
        return StepResult.Of(
            $"{HistoryWorld.NameOf(actor.User)} says: {words}",
            await world.Get<Reassigner>().ReassignAsync(actor, input),
            r => $"{r.Moved} moved; {string.Join(", ", r.Skipped.Select(s => $"{s.Contacts} {s.Reason}"))}");
    }
}
