using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What admins see of an action: overview, users, scripts, tags, values, errors and minutes (RES-1 to RES-5).</summary>
public abstract class ResultPromises : ServicePromises
{
    [Fact]
    public async Task An_overview_says_who_has_got_seen_started_and_finished_an_action()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var action = await World.PublishAsync(12);
        Assert.Equal(new ActionReach(3, 0, 0, 0, 0), (await OverviewAsync(action)).Reach); // Public: all three may.

        Done(await World.Results.MarkSeenAsync(World.Ben, action.Id));
        var bucket = (await World.ClaimAsync(World.Ana, action)).Targets;
        await World.Activity.WriteAsync(default);
        Assert.Equal(new ActionReach(3, 1, 1, 0, 0), (await OverviewAsync(action)).Reach);
        Assert.Equal(2, (await OverviewAsync(action)).UsersHere);

        foreach (var target in bucket)
        {
            await World.SendAsync(World.Ana, target);
        }

        Assert.Equal(new ActionReach(3, 1, 1, 1, 1), (await OverviewAsync(action)).Reach);
        foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        Assert.Equal(new ActionReach(3, 1, 1, 2, 1), (await OverviewAsync(action)).Reach);
        World.Pass(Duration.FromMinutes(6));
        Assert.Equal(0, (await OverviewAsync(action)).UsersHere);
    }

    [Fact]
    public async Task A_private_action_was_sent_to_those_it_was_sent_to_and_a_limited_one_to_those_it_lets_in()
    {
        var list = await World.AddListAsync(2);
        var draft = new ActionInput { Title = "Rent day", List = list, InitialScripts = [new("Hello", "Hi. Reply STOP to opt out.")] };
        var personal = Done(await World.Actions.CreateAsync(World.Admin, draft));
        Done(await World.Publishing.SendToAsync(World.Admin, personal.Id, [World.Ana.User]));
        var limited = await World.PublishAsync(list, draft with { Language = "es" });
        Assert.Equal(1, (await OverviewAsync(personal)).Reach.SentTo);
        Assert.Equal(0, (await OverviewAsync(limited)).Reach.SentTo);

        Done(await World.Users.EditProfileAsync(
            World.Ben, new() { FirstName = "Ben", LastName = "Ito", Email = "b@example.org", Phone = "3125550143", Language = "es" }));
        Assert.Equal(1, (await OverviewAsync(limited)).Reach.SentTo);
        Assert.Equal(["Ana"], await NamesAsync(personal, new() { HasReceived = true }));
        Assert.Equal(["Ben"], await NamesAsync(limited, new() { HasReceived = true }));
        Assert.Equal(2, (await NamesAsync(limited, new() { HasReceived = false })).Count);
    }

    [Fact]
    public async Task A_bucket_is_not_finished_while_a_text_of_it_was_withheld_and_is_to_be_sent_again()
    {
        var action = await World.PublishAsync(2);
        var bucket = (await World.ClaimAsync(World.Ana, action)).Targets;
        await World.SendAsync(World.Ana, bucket[0]);
        Assert.Equal(0, (await OverviewAsync(action)).Reach.Performs);
        await World.SendAsync(World.Ana, bucket[1]);
        Assert.Equal(1, (await OverviewAsync(action)).Reach.Performs);

        World.Pass(Duration.FromHours(12)); // The hours end while both wait: both go back to the pool.
        await World.DispatchAsync();
        var after = await OverviewAsync(action);
        Assert.Equal((0, 0), (after.Reach.Performs, after.Reach.Completed));
        Assert.Equal((2, 0), (after.Counts.MessagesRemaining, after.Counts.InitialMessages));
    }

    [Fact]
    public async Task An_overview_says_how_many_open_now_and_later_and_who_waits_longest()
    {
        var east = await World.AddListAsync(3, "East", "212");
        await World.ImportAsync($"phone,first_name\n{World.NewPhone("808")},Kai\n", "East"); // Honolulu, where it is 7 in the morning.
        var action = await World.PublishAsync(east);
        var overview = await OverviewAsync(action);
        Assert.Equal(3, overview.OpenNow);
        Assert.Equal((1, Instant.FromUtc(2026, 3, 2, 19, 0)), (overview.OpensLater[0].Contacts, overview.OpensLater[0].OpensAt));
        Assert.Null(overview.OldestWaiting);

        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        await World.SendAsync(World.Ana, targets[0]);
        await World.SendAsync(World.Ana, targets[1]);
        await World.DispatchAsync();
        await World.ReceiveAsync(targets[0].Contact.Id, "Who is this?");
        World.Pass(Duration.FromMinutes(1));
        await World.ReceiveAsync(targets[1].Contact.Id, "Hello?");
        Assert.Equal(ServiceWorld.Start, (await OverviewAsync(action)).OldestWaiting);

        await World.ReplyAsync(World.Ana, targets[0].Contact.Id);
        Assert.Equal(ServiceWorld.Start + Duration.FromMinutes(1), (await OverviewAsync(action)).OldestWaiting);
    }

    [Fact]
    public async Task Many_actions_are_watched_as_one_and_those_that_one_may_not_see_are_left_out()
    {
        var (one, other) = (await World.PublishAsync(1), await World.PublishAsync(1));
        var draft = Done(await World.Actions.CreateAsync(World.Admin, new ActionInput { Title = "Draft" }));
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var watched = World.Results.WatchOverviewsAsync(World.Ana, [one.Id, other.Id, draft.Id], end.Token)
            .GetAsyncEnumerator(end.Token);
        var first = new HashSet<ActionId>();
        while (first.Count < 2)
        {
            Assert.True(await watched.MoveNextAsync());
            first.Add(watched.Current.Action);
        }

        Assert.Equal([one.Id, other.Id], first.Order(Comparer<ActionId>.Create((a, b) => a == one.Id ? -1 : 1)));
        await World.OpenAsync(World.Ana, other);
        while (watched.Current.Action != other.Id || watched.Current.Overview.Counts.InitialMessages == 0)
        {
            Assert.True(await watched.MoveNextAsync());
        }

        await foreach (var _ in World.Results.WatchOverviewsAsync(World.Ana, [draft.Id], end.Token))
        {
            Assert.Fail("A volunteer saw the counts of a draft.");
        }
    }

    [Fact]
    public async Task Users_are_listed_with_what_they_did_in_any_order_page_by_page()
    {
        var action = await World.PublishAsync(4);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var contact = targets[0].Contact.Id;
        await World.SendAsync(World.Ana, targets[0]);
        await World.SendAsync(World.Ana, targets[1]);
        await World.DispatchAsync();
        await World.ReceiveAsync(contact, "Yes");
        await World.ReplyAsync(World.Ana, contact);
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote"));
        await World.ReceiveAsync(contact, "And when?");
        await World.Activity.WriteAsync(default);

        var page = await PageAsync(action, new(), new(UserNumber.Sent), new PageRequest(1));
        var ana = Assert.Single(page.Items).Item;
        Assert.Equal(World.Ana.User, ana.User.Id);
        Assert.Equal((4, 2, 1, 1), (ana.Numbers.Assigned, ana.Numbers.Sent, ana.Numbers.FollowUps, ana.Numbers.Replied));
        Assert.Equal((1, 1, 0), (ana.Numbers.Reports, ana.Numbers.NeedsAttention, ana.Numbers.Performs));
        Assert.Equal(ServiceWorld.Start, ana.Participation!.LastActiveAt);
        Assert.Equal(3, page.TotalCount);
        Assert.True(page.HasNext);

        foreach (var by in Enum.GetValues<UserNumber>())
        {
            foreach (var descending in new[] { true, false })
            {
                var order = new UserOrder(by, descending);
                var whole = await PageAsync(action, new(), order, new PageRequest(200));
                var (forward, backward) = (new List<UserId>(), new List<UserId>());
                for (var next = new PageRequest(1); ;)
                {
                    var read = await PageAsync(action, new(), order, next);
                    forward.AddRange(read.Items.Select(i => i.Item.User.Id));
                    if (!read.HasNext)
                    {
                        break;
                    }

                    next = next with { From = read.Items[^1].Cursor };
                }

                for (var next = new PageRequest(2, Backward: true); ;)
                {
                    var read = await PageAsync(action, new(), order, next);
                    backward.InsertRange(0, read.Items.Select(i => i.Item.User.Id));
                    if (!read.HasPrevious)
                    {
                        break;
                    }

                    next = next with { From = read.Items[0].Cursor };
                }

                Assert.Equal(whole.Items.Select(i => i.Item.User.Id), forward);
                Assert.Equal(forward, backward);
                if (by is not (UserNumber.Performs or UserNumber.Joined))
                {
                    Assert.Equal(World.Ana.User, descending ? forward[0] : forward[^1]);
                }
            }
        }
    }

    [Fact]
    public async Task Users_are_found_by_what_they_did_and_saved_as_a_list()
    {
        var action = await World.PublishAsync(3);
        var target = await World.ClaimOneAsync(World.Ana, action);
        await World.SendAsync(World.Ana, target);
        await World.DispatchAsync();
        await World.ReceiveAsync(target.Contact.Id, "Yes");
        await World.Activity.WriteAsync(default);

        Assert.Equal(["Ana"], await NamesAsync(action, new() { Sent = new(1) }));
        Assert.Equal(2, (await NamesAsync(action, new() { Sent = new(null, 0) })).Count);
        Assert.Equal(["Ana"], await NamesAsync(action, new() { Assigned = new(3, 3), Replied = new(1), NeedsAttention = new(1) }));
        Assert.Empty(await NamesAsync(action, new() { Reports = new(1) }));
        Assert.Equal(["Ana"], await NamesAsync(action, new() { HasStarted = true }));
        Assert.Equal(3, (await NamesAsync(action, new() { HasCompleted = false })).Count);
        Assert.Equal(["Ana"], await NamesAsync(action, new() { ActiveSince = ServiceWorld.Start }));
        Assert.Equal(3, (await NamesAsync(action, new() { IdleSince = ServiceWorld.Start + Duration.FromTicks(10) })).Count);
        Assert.Equal(2, (await NamesAsync(action, new() { IdleSince = ServiceWorld.Start })).Count);
        Assert.Empty(await NamesAsync(action, new() { Sent = new(1), Search = "Be" }));

        var list = Done(await World.UserLists.SaveAsync(World.Admin, "Texted", new() { Action = action.Id, Sent = new(1) }));
        Assert.Equal(1, list.Size);
        Assert.Equal(["Ana"], await NamesAsync(action, new() { List = list.Id }));
        var rest = Done(await World.UserLists.SaveAsync(World.Admin, "Not yet", new() { Action = action.Id, HasReceived = true, Sent = new(null, 0) }));
        Assert.Equal(2, rest.Size);

        Refused(RefusalCode.InvalidInput, await World.UserLists.SaveAsync(World.Admin, "texted", new()));
        Refused(RefusalCode.NotFound, await World.UserLists.SaveAsync(World.Admin, "Nobody", new() { Action = action.Id, Sent = new(9) }));
        Assert.Equal("actionId", Refused(
            RefusalCode.InvalidInput, await World.Users.PageAsync(World.Admin, new() { Sent = new(1) }, new(), false)).Path[^1]);
        Refused(RefusalCode.Forbidden, await World.UserLists.SaveAsync(World.Ana, "Mine", new()));
        Refused(RefusalCode.Forbidden, await World.Breakdowns.PageUsersAsync(
            World.Ana, action.Id, new(), new(UserNumber.Sent), new(), false));
        Refused(RefusalCode.NotFound, await World.Breakdowns.PageUsersAsync(
            World.Admin, ActionId.New(), new(), new(UserNumber.Sent), new(), false));
    }

    [Fact]
    public async Task Each_initial_script_has_its_own_replies_and_opt_outs_with_intervals()
    {
        var action = await World.PublishAsync(40, new()
        {
            InitialScripts = [new("A", "Hi {{first_name}}. Reply STOP to opt out."), new("B", "Hello! Reply STOP to opt out.") { Weight = 3 }],
        });
        foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        await World.DispatchAsync();
        var texted = Done(await World.Contacts.PageAsync(World.Admin, new() { Action = action.Id }, new(200), false)).Items
            .Select(i => i.Item.Id).ToList();
        foreach (var (contact, i) in texted.Select((contact, i) => (contact, i)))
        {
            await World.ReceiveAsync(contact, i % 4 == 0 ? "STOP" : "Yes");
        }

        Done(await World.OptOuts.OptOutAsync(World.Ana, texted[1]));
        var scripts = Done(await World.Breakdowns.PageScriptsAsync(World.Admin, action.Id, ScriptKind.Initial, new()))
            .Items.Select(i => i.Item).ToList();
        Assert.Equal(["A", "B"], scripts.Select(s => s.Script.Name));
        Assert.Equal((40, 30, 11), (scripts.Sum(s => s.Sent), scripts.Sum(s => s.Replied), scripts.Sum(s => s.OptedOut)));
        Assert.True(scripts[1].Sent > scripts[0].Sent); // By weight.
        Assert.All(scripts, s => Assert.Equal(Proportion.Of(s.Replied, s.Sent), s.ReplyRate));
        Assert.All(scripts, s => Assert.InRange(s.OptOutRate!.Value.Share, s.OptOutRate.Value.Low, s.OptOutRate.Value.High));
        Refused(RefusalCode.Forbidden, await World.Breakdowns.PageScriptsAsync(World.Ana, action.Id, null, new()));
    }

    [Fact]
    public async Task Tags_and_values_are_counted_by_reports_and_by_scripts()
    {
        var field = Done(await World.Campaigns.AddFieldAsync(World.Admin, new()
        {
            Id = CustomFieldId.New(),
            Slug = "plan",
            Title = "Plan",
            Kind = CustomFieldKind.MultiText,
        }));
        var action = await World.PublishAsync(2, new()
        {
            ResponseScripts = [new("Thanks", "Thank you!") { Tags = ["Will Vote"], Fields = [new("plan", "Early")] }],
        });
        var (one, other) = (await World.OpenAsync(World.Ana, action), await World.OpenAsync(World.Ana, action));
        var script = action.ResponseScripts.Single().Id;
        await World.ReceiveAsync(one, "Yes");
        Done(await World.TryReplyAsync(World.Ana, one, null, script));
        await FileAsync(one, "Will Vote", "Early\nBy mail");
        await FileAsync(other, "Wrong Number", "Early");
        Assert.Equal([("Will Vote", 1, 1), ("Wrong Number", 1, 0)], await TagsAsync());

        await FileAsync(one, "Wrong Number", "By mail"); // It replaces what she said before.
        Assert.Equal([("Wrong Number", 2, 0), ("Will Vote", 0, 1)], await TagsAsync());
        var values = Done(await World.Breakdowns.PageFieldValuesAsync(World.Admin, action.Id, field.Id, new()));
        Assert.Equal(
            [("Early", 1, 1), ("By mail", 1, 0)], values.Items.Select(i => (i.Item.Value, i.Item.Reports, i.Item.ByScripts)));
        Assert.Equal(2, (await OverviewAsync(action)).Counts.Reports);
        Assert.Equal(1, Done(await World.Breakdowns.PageScriptsAsync(World.Admin, action.Id, ScriptKind.Response, new()))
            .Items.Single().Item.Sent);
        Refused(RefusalCode.Forbidden, await World.Breakdowns.PageTagsAsync(World.Ana, action.Id, new()));
        Refused(RefusalCode.Forbidden, await World.Breakdowns.PageFieldValuesAsync(World.Ana, action.Id, null, new()));

        async Task<IEnumerable<(string, int, int)>> TagsAsync() =>
            Done(await World.Breakdowns.PageTagsAsync(World.Admin, action.Id, new()))
                .Items.Select(i => (i.Item.Tag, i.Item.Reports, i.Item.ByScripts));

        async Task FileAsync(ContactId contact, string tag, string plan) => Done(await World.Reports.FileAsync(
            World.Ana, new(contact, action.Id, [tag], [new("plan", plan)], [])));
    }

    [Fact]
    public async Task Errors_are_counted_by_code_with_what_they_mean_and_minutes_by_what_happened_in_them()
    {
        var action = await World.PublishAsync(4);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var sent = new List<Message>();
        foreach (var target in targets.Take(3))
        {
            sent.Add(await World.SendAsync(World.Ana, target));
        }

        await World.DispatchAsync();
        World.Pass(Duration.FromMinutes(2));
        await World.SendAsync(World.Ana, targets[3]);
        await World.DispatchAsync();
        await World.ReceiveAsync(targets[2].Contact.Id, "STOP");
        foreach (var (message, status, code) in new[]
        {
            (sent[0], MessageStatus.CarrierFiltered, "30007"), (sent[1], MessageStatus.Failed, "30003"),
        })
        {
            await World.TellAsync(World.Callback(await World.ReadAsync(message), status, code));
        }

        await World.ProcessAsync();
        var errors = Done(await World.Breakdowns.PageErrorsAsync(World.Admin, action.Id, new()));
        Assert.Equal(["30003", "30007"], errors.Items.Select(i => i.Item.Error.Code).Order());
        Assert.All(errors.Items, i => Assert.Equal((1, CarrierErrors.Find(i.Item.Error.Code).Meaning), (i.Item.Texts, i.Item.Error.Meaning)));

        var start = ServiceWorld.Start;
        var series = Done(await World.Breakdowns.ReadSeriesAsync(
            World.Admin, action.Id, start, start + Duration.FromMinutes(10)));
        Assert.Equal(
            [new SeriesPoint(start, 3, 0, 0, 2), new SeriesPoint(start + Duration.FromMinutes(2), 1, 1, 1, 0)], series);
        Assert.Single(Done(await World.Breakdowns.ReadSeriesAsync(
            World.Admin, action.Id, start + Duration.FromMinutes(1), start + Duration.FromMinutes(3))));
        Assert.Equal(series, Done(await World.Breakdowns.ReadSeriesAsync(
            World.Admin, action.Id, start + Duration.FromSeconds(30), start + Duration.FromSeconds(121)))); // The minutes that these lie in.
        Refused(RefusalCode.InvalidInput, await World.Breakdowns.ReadSeriesAsync(
            World.Admin, action.Id, start, start + Duration.FromHours(25)));
        Refused(RefusalCode.Forbidden, await World.Breakdowns.ReadSeriesAsync(World.Ana, action.Id, start, start + Duration.FromHours(1)));
        Refused(RefusalCode.Forbidden, await World.Breakdowns.PageErrorsAsync(World.Ana, action.Id, new()));
    }

    [Fact]
    public async Task What_the_carrier_fails_and_filters_and_what_safeguards_hold_back_is_counted_apart()
    {
        var list = await World.AddListAsync(4);
        await World.ImportAsync($"phone,first_name,tags\n{World.NewPhone()},Rosa,Opt Out\n", "Tenants");
        var action = await World.PublishAsync(list);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var sent = new List<Message>();
        foreach (var target in targets)
        {
            sent.Add(await World.SendAsync(World.Ana, target));
        }

        await World.DispatchAsync();
        await World.TellAsync(World.Callback(await World.ReadAsync(sent[0]), MessageStatus.CarrierFiltered, "30007"));
        await World.TellAsync(World.Callback(await World.ReadAsync(sent[1]), MessageStatus.Failed, "30003"));
        await World.TellAsync(World.Callback(await World.ReadAsync(sent[2]), MessageStatus.Failed, "30006"));
        await World.ProcessAsync();

        var counts = (await OverviewAsync(action)).Counts;
        Assert.Equal((2, 1, 4), (counts.TransportErrors, counts.CarrierFiltered, counts.InitialMessages));
        Assert.Equal((1, 1, 1, 1), (counts.HeldOptedOut, counts.HeldLandline, counts.HeldTransportError, counts.HeldCarrierFiltered));
        Assert.Equal((4, 0, 4), (counts.Safeguards, counts.MessagesRemaining, counts.Segments));

        // A script is judged by the one person whom it reached.
        var script = Assert.Single(Done(await World.Breakdowns.PageScriptsAsync(World.Admin, action.Id, ScriptKind.Initial, new())).Items).Item;
        Assert.Equal((1, 0, 0), (script.Sent, script.Replied, script.OptedOut));
    }

    [Fact]
    public async Task Users_and_errors_are_exported_of_one_action_or_of_all()
    {
        var action = await World.PublishAsync(1);
        var message = await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));
        await World.DispatchAsync();
        await World.TellAsync(World.Callback(await World.ReadAsync(message), MessageStatus.Failed, "30003"));
        await World.ProcessAsync();
        await World.Activity.WriteAsync(default);

        var error = Assert.Single(await World.ExportAsync(ExportKind.Errors, new() { Action = action.Id }));
        Assert.Equal(("Rent day", "30003", "UNREACHABLE", "1"), (error["action"], error["code"], error["kind"], error["texts"]));
        Assert.Equal(CarrierErrors.Find("30003").Meaning, error["meaning"]);
        Assert.Equal(error, Assert.Single(await World.ExportAsync(ExportKind.Errors)));
        var users = await World.ExportAsync(ExportKind.Users, new() { Action = action.Id });
        Assert.Equal(3, users.Count);
        var ana = Assert.Single(users, user => user["first_name"] == "Ana");
        Assert.Equal(("1", "1", "0", "1"), (ana["assigned"], ana["sent"], ana["replied"], ana["buckets_finished"]));
        Assert.StartsWith("2026-03-02T11:00:00", ana["started_at (America/Chicago)"], StringComparison.Ordinal);
        Assert.Equal("", ana["seen_at (America/Chicago)"]);
        Assert.Equal(3, (await World.ExportAsync(ExportKind.Users)).Count);
        Assert.DoesNotContain("sent", (await World.ExportAsync(ExportKind.Users))[0].Keys);
        Refused(RefusalCode.InvalidInput, await World.Exports.StartAsync(
            World.Admin, ExportKind.Users, ExportFormat.Csv, new() { OptedOut = true }));
    }

    [Fact]
    public async Task No_reply_needed_is_a_report_of_nothing_that_takes_nothing_back()
    {
        var action = await World.PublishAsync(2);
        var (one, other) = (await World.OpenAsync(World.Ana, action), await World.OpenAsync(World.Ana, action));
        await World.ReceiveAsync(one, "OK");
        var contact = Done(await World.Reports.NoReplyNeededAsync(World.Ana, one));
        Assert.False(contact.NeedsAttention);
        Assert.Equal((1, 1), ((await World.CountsAsync(action)).Reports, (await World.CountsAsync(action)).ReportsFilled));

        Done(await World.TryReportAsync(World.Ana, other, action, "Will Vote"));
        await World.ReceiveAsync(other, "Bye");
        Done(await World.Reports.NoReplyNeededAsync(World.Ana, other));
        Assert.Equal(2, (await World.CountsAsync(action)).Reports);
        Assert.Equal(("Will Vote", 1), Done(await World.Breakdowns.PageTagsAsync(World.Admin, action.Id, new()))
            .Items.Select(i => (i.Item.Tag, i.Item.Reports)).Single());
        Refused(RefusalCode.NotFound, await World.Reports.NoReplyNeededAsync(World.Ben, one));
    }

    private async Task<ActionOverview> OverviewAsync(TextingAction action) =>
        (await World.Results.ReadOverviewsAsync(World.Admin, [action.Id]))[action.Id];

    private async Task<Page<UserResult>> PageAsync(TextingAction action, UserFilter filter, UserOrder order, PageRequest page) =>
        Done(await World.Breakdowns.PageUsersAsync(World.Admin, action.Id, filter, order, page, count: true));

    private async Task<IReadOnlyList<string>> NamesAsync(TextingAction action, UserFilter filter)
    {
        var page = await PageAsync(action, filter, new(UserNumber.Sent), new PageRequest());
        Assert.Equal(page.Items.Count, page.TotalCount);
        return [.. page.Items.Select(i => i.Item.User.FirstName)];
    }
}
