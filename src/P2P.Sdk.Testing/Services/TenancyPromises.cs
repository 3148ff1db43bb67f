using System.Collections;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Who may do and see what: not another campaign, not a volunteer what is an admin's, nobody what is hidden.</summary>
public abstract class TenancyPromises : ServicePromises
{
    /// <summary>What volunteers may call at all; everything else answers FORBIDDEN, or nothing.</summary>
    private static readonly HashSet<string> OpenToVolunteers =
    [
        "ActionService.FindAsync(id)", "ActionService.FindAsync(ids)", "ActionService.PageAsync(filter, page)",
        "CampaignService.FindAsync()", "CampaignService.FindUsersAsync(ids)", "CampaignService.FindViewerAsync()",
        "ClaimService.ClaimAsync(action)", "ClaimService.FindAsync(id)",
        "ContactService.ListFieldsAsync()", "ContactService.ListTagsAsync()",
        "ConversationFeed.WatchAsync(contact)", "ConversationFeed.WatchInboxAsync()",
        "ConversationService.CountInboxAsync()", "ConversationService.FindAsync(contact)",
        "ConversationService.FindMessageAsync(message)", "ConversationService.InboxAsync(filter, page)",
        "ConversationService.MarkReadAsync(contact)", "ConversationService.PageMessagesAsync(contact, page)",
        "ConversationService.PageMessagesAsync(contacts, page)",
        "CrmPeopleService.FindAsync(firstName, lastName, zip)", "CrmPeopleService.OpenAsync(personId)",
        "FolderService.NamesAsync(ids)", "PhotoService.OpenAsync(id)",
        "MessageMediaService.FindAsync(messages)", "MessageMediaService.OpenAsync(message, number)",
        "MessageSender.SendInitialAsync(target, seen, key)", "MessageSender.SendReplyAsync(contact, script, text, key)",
        "NotificationFeed.WatchOwnAsync()", "NotificationService.CountUnreadAsync()", "NotificationService.MarkReadAsync(id)",
        "NotificationService.PageOwnAsync(page)",
        "PushSubscriptionService.SubscribeAsync(endpoint, p256dh, auth)", "PushSubscriptionService.UnsubscribeAsync(endpoint)",
        "OptOutService.OptOutAsync(contact)", "ReportService.FileAsync(input)", "ReportService.NoReplyNeededAsync(contact)",
        "ResultService.CountAsync(actions)", "ResultService.MarkSeenAsync(action)", "ResultService.ReadOverviewsAsync(actions)",
        "ResultService.WatchAsync(action)", "ResultService.WatchOverviewsAsync(actions)",
        "ScriptImageService.FindAsync(ids)", "ScriptService.ListVariablesAsync()", "ScriptService.PreviewAsync(text, contact, sender, smartEncoding, hasImage)",
        "TeamService.FindAsync(ids)", "TeamService.JoinAsync(code)", "TeamService.LeaveAsync(team)",
        "UserService.EditProfileAsync(input)",
    ];

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.Volunteer)]
    public async Task Whatever_another_campaign_asks_for_is_not_found_and_nothing_of_it_is_seen_or_changed(Role role)
    {
        var walk = await ServiceWalk.OverAsync(World);
        var other = await World.CreateOtherAsync();
        var stranger = role == Role.Admin ? other.Admin : other.Ana;
        var secrets = await IdsAsync();
        var before = await StateAsync();
        var named = 0;
        foreach (var method in ServiceWalk.Methods)
        {
            var (names, answer) = await walk.CallAsync(method, stranger);
            Assert.False(
                ServiceWalk.Leaves(answer).Any(secrets.Contains), $"{ServiceWalk.Name(method)} shows another campaign's rows.");
            if (names)
            {
                named++;
                Assert.True(
                    IsNothing(answer, role), $"{ServiceWalk.Name(method)} answers {string.Join(", ", Codes(answer))} to another campaign.");
            }
        }

        Assert.InRange(named, 20, int.MaxValue);
        Assert.Equal(before, await StateAsync());
        await other.VerifyAsync();
    }

    [Fact]
    public async Task What_is_an_admins_is_forbidden_to_a_volunteer()
    {
        var walk = await ServiceWalk.OverAsync(World);
        var open = new HashSet<string>();
        foreach (var method in ServiceWalk.Methods)
        {
            var (_, answer) = await walk.CallAsync(method, World.Ben);
            if (!(Codes(answer).Contains(RefusalCode.Forbidden) || (!IsOutcome(answer) && !ServiceWalk.Leaves(answer).Any())))
            {
                open.Add(ServiceWalk.Name(method));
            }
        }

        Assert.Empty(open.Except(OpenToVolunteers));
        Assert.Empty(OpenToVolunteers.Except(ServiceWalk.Methods.Select(ServiceWalk.Name)));
    }

    [Fact]
    public async Task A_hidden_last_name_or_number_reaches_no_volunteer_by_any_service()
    {
        var walk = await ServiceWalk.OverAsync(World);
        var hidden = new HashSet<string> { "Secretname" };
        foreach (var contact in Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(200), count: false)).Items)
        {
            hidden.Add(contact.Item.Phone.ToString());
        }

        var shown = 0;
        foreach (var method in ServiceWalk.Methods)
        {
            var (_, answer) = await walk.CallAsync(method, World.Ana);
            var leaves = ServiceWalk.Leaves(answer).ToList();
            shown += leaves.Contains("Rosa") ? 1 : 0;
            Assert.False(
                leaves.Any(leaf => hidden.Any(h => leaf.Contains(h, StringComparison.Ordinal))), $"{ServiceWalk.Name(method)} shows what is hidden.");
        }

        Assert.InRange(shown, 5, int.MaxValue); // The walk sees contacts where there are any.
    }

    [Fact]
    public async Task What_a_volunteer_sends_live_shows_them_no_number_either()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var key = IdempotencyKey.New();
        object?[] answers =
        [
            await World.TrySendAsync(World.Ana, target, key), await World.TrySendAsync(World.Ana, target, key),
            await World.TrySendAsync(World.Ana, target), await World.TryReplyAsync(World.Ana, target.Contact.Id, "Hello"),
            await World.TryReportAsync(World.Ana, target.Contact.Id, action, "opt out"),
            await World.TryReplyAsync(World.Ana, target.Contact.Id, "Too late"),
        ];
        var phone = (await World.ReadAsync(target.Contact.Id)).Phone.ToString();
        Assert.DoesNotContain(answers.SelectMany(ServiceWalk.Leaves), leaf => leaf.Contains(phone, StringComparison.Ordinal) || leaf.Contains("Secretname", StringComparison.Ordinal));
        Assert.Contains(ServiceWalk.Leaves(await World.TryReplyAsync(World.Admin, target.Contact.Id, "Too late")), leaf => leaf == phone);
    }

    [Fact]
    public async Task Numbers_and_names_are_shown_where_the_campaign_says_so()
    {
        await World.SetAsync(new() { HideLastNames = false, HidePhoneNumbers = false });
        var action = await World.PublishAsync(1);
        var contact = (await World.ClaimOneAsync(World.Ana, action)).Contact;
        Assert.Equal("Secretname", contact.LastName);
        Assert.NotEqual(default, contact.Phone);
    }

    [Fact]
    public async Task Other_campaigns_ids_are_not_found_one_by_one()
    {
        var action = await World.PublishAsync(2);
        var contact = await World.OpenAsync(World.Ana, action);
        var target = (await World.ClaimAsync(World.Ana, action)).Targets[0];
        var other = await World.CreateOtherAsync();
        Refused(RefusalCode.NotFound, await other.Claims.ClaimAsync(other.Admin, action.Id));
        Refused(RefusalCode.NotFound, await other.TrySendAsync(other.Admin, target));
        Refused(RefusalCode.NotFound, await other.TryReplyAsync(other.Admin, contact, "Hi"));
        Refused(RefusalCode.NotFound, await other.OptOuts.OptOutAsync(other.Admin, contact));
        Refused(RefusalCode.NotFound, await other.TryReportAsync(other.Admin, contact, action));
        Refused(RefusalCode.NotFound, await other.Conversations.MarkReadAsync(other.Admin, contact));
        Refused(RefusalCode.NotFound, await other.Publishing.CloseAsync(other.Admin, action.Id));

        // Their opt-out of the same number is theirs alone.
        var phone = (await World.ReadAsync(contact)).Phone;
        Done(await other.OptOuts.OptOutAsync(other.Admin, phone));
        Assert.False((await World.ReadAsync(contact)).OptedOut);
        await World.ReplyAsync(World.Ana, contact);
    }

    private static bool IsNothing(object? answer, Role role) => IsOutcome(answer)
        ? Codes(answer).All(code => code == RefusalCode.NotFound || (role == Role.Volunteer && code == RefusalCode.Forbidden))
            && Codes(answer).Count > 0
            || Value(answer) is { } page && IsEmptyPage(page)
        : answer is null || !ServiceWalk.Leaves(answer).Any() || IsEmptyPage(answer);

    private static bool IsEmptyPage(object page) =>
        page.GetType().GetProperty("Items")?.GetValue(page) is IEnumerable items && !items.Cast<object>().Any();

    private static bool IsOutcome(object? answer) => answer?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Outcome<>);

    private static object? Value(object? answer) => answer!.GetType().GetProperty("Value")!.GetValue(answer);

    private static IReadOnlyList<RefusalCode> Codes(object? answer) => IsOutcome(answer)
        ? [.. ((IReadOnlyList<Refusal>)answer!.GetType().GetProperty("Refusals")!.GetValue(answer)!).Select(r => r.Code)]
        : [];

    /// <summary>Everything by which this campaign's rows can be known.</summary>
    private async Task<HashSet<string>> IdsAsync()
    {
        var ids = new HashSet<string> { World.Admin.Campaign.Value.ToString(), World.Number.ToString() };
        object?[] all =
        [
            Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(200), count: false)).Items
                .Select(i => (i.Item.Id, i.Item.Phone)),
            (await World.Actions.PageAsync(World.Admin, new(), new PageRequest(200))).Items
                .Select(i => (i.Item.Id, i.Item.Photo?.Hash, i.Item.Scripts.Select(s => s.Id))),
            (await World.Campaigns.ListUsersAsync(World.Admin)).Select(u => u.Id),
            (await World.Contacts.ListListsAsync(World.Admin)).Select(l => l.Id),
            Done(await World.Folders.ListAsync(World.Admin)).Select(f => f.Id),
            Done(await World.Teams.PageAsync(World.Admin, new PageRequest())).Items.Select(i => (i.Item.Id, i.Item.Code)),
            Done(await World.UserLists.PageAsync(World.Admin, new PageRequest())).Items.Select(i => i.Item.Id),
            Done(await World.Districts.PageAsync(World.Admin, new PageRequest())).Items.Select(i => i.Item.Id),
            Done(await World.Invitations.PageAsync(World.Admin, new PageRequest())).Items.Select(i => i.Item.Id),
        ];
        ids.UnionWith(all.SelectMany(ServiceWalk.Leaves).Where(leaf => leaf.Length > 5));
        return ids;
    }

    /// <summary>All that a stranger must not change.</summary>
    private async Task<string> StateAsync()
    {
        object?[] all =
        [
            Done(await World.Campaigns.FindAsync(World.Admin)),
            Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(200), count: false)).Items.Select(i => i.Item),
            (await World.Actions.PageAsync(World.Admin, new(), new PageRequest(200))).Items.Select(i => i.Item),
            (await World.Campaigns.ListUsersAsync(World.Admin)).OrderBy(u => u.Id.Value),
            await World.Contacts.ListListsAsync(World.Admin),
            Done(await World.Folders.ListAsync(World.Admin)),
            Done(await World.Teams.PageAsync(World.Admin, new PageRequest())).Items,
            Done(await World.UserLists.PageAsync(World.Admin, new PageRequest())).Items,
            Done(await World.Districts.PageAsync(World.Admin, new PageRequest())).Items,
            Done(await World.Invitations.PageAsync(World.Admin, new PageRequest())).Items,
            await World.Contacts.ListTagsAsync(World.Admin),
            await World.Contacts.ListFieldsAsync(World.Admin),
            (await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 1_000, default)).Count,
        ];
        return string.Join('\n', all.SelectMany(ServiceWalk.Leaves));
    }
}
