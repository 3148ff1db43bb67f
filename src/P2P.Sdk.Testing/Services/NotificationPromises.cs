using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Users are told once each, by direct message or mail (NTF-1).</summary>
public abstract class NotificationPromises : ServicePromises
{
    private readonly Outbox _outbox = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IEmailSender>(_outbox);

    private NotificationSending Sending => World.Get<NotificationSending>();

    [Fact]
    public async Task A_direct_message_is_in_each_receivers_inbox_once_and_can_be_read()
    {
        var list = Done(await World.UserLists.CreateAsync(World.Admin, "Regulars", [World.Ana.User, World.Ben.User]));
        var sent = Done(await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", Body = "On Sunday.", To = new() { Users = [World.Ana.User], Lists = [list.Id] } }));
        Assert.Equal((2, 2, true), (sent.Recipients, sent.Sent, sent.IsDone));
        var own = Assert.Single((await World.Notifications.PageOwnAsync(World.Ana, new PageRequest())).Items).Item;
        Assert.Equal(("Come", "On Sunday.", null), (own.Title, own.Body, own.ReadAt));
        Assert.Equal(1, await World.Notifications.CountUnreadAsync(World.Ana));
        Done(await World.Notifications.MarkReadAsync(World.Ana, own.Id));
        Assert.Equal((0, 1), (await World.Notifications.CountUnreadAsync(World.Ana), await World.Notifications.CountUnreadAsync(World.Ben)));
        Refused(RefusalCode.NotFound, await World.Notifications.MarkReadAsync(World.Admin, own.Id));
        Assert.Equal(sent.Id, Assert.Single(Done(await World.Notifications.PageAsync(World.Admin, new PageRequest())).Items).Item.Id);
    }

    [Fact]
    public async Task Direct_messages_are_live()
    {
        await using var watched = World.Get<NotificationFeed>().WatchOwnAsync(World.Ana).GetAsyncEnumerator();
        Assert.True(await watched.MoveNextAsync());
        Assert.Equal(new(0, null), watched.Current);
        Done(await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", To = new() { Users = [World.Ana.User] } }));
        Assert.True(await watched.MoveNextAsync());
        Assert.Equal((1, "Come"), (watched.Current.Unread, watched.Current.Latest!.Title));
    }

    [Fact]
    public async Task A_mail_goes_to_each_receiver_once_however_many_nodes_send()
    {
        await PrepareAsync();
        var users = new List<UserId>();
        for (var i = 0; i < 30; i++)
        {
            users.Add(await AddAsync($"u{i}@example.org"));
        }

        var sent = Done(await World.Notifications.SendAsync(World.Admin, Mail(users)));
        Assert.Equal((30, 0, false), (sent.Recipients, sent.Sent, sent.IsDone));
        await AtOnceAsync(4, async _ =>
        {
            while (await Sending.SendNextAsync(default))
            {
            }

            return true;
        });
        Assert.Equal(30, _outbox.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.Equal(30, _outbox.Mails.Count);
        Assert.All(_outbox.Mails, mail =>
        {
            Assert.Equal(("no-reply@example.org", "Rent Now", "Come"), (mail.From, mail.FromName, mail.Subject));
            Assert.Contains("answers to this address are not seen", mail.Text, StringComparison.Ordinal);
        });
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 30, IsDone: true });
    }

    [Fact]
    public async Task What_a_dead_node_left_unfinished_is_never_sent_again_and_the_rest_goes_on()
    {
        await PrepareAsync();
        var users = new List<UserId>();
        for (var i = 0; i < 22; i++)
        {
            users.Add(await AddAsync($"u{i}@example.org"));
        }

        var sent = Done(await World.Notifications.SendAsync(World.Admin, Mail(users)));
        var call = _outbox.DieInNextCall();
        _ = Sending.SendNextAsync(default); // It has taken 20, and the node dies in the first call.
        var begun = await call;
        await SendAllAsync();
        Assert.Equal(2, _outbox.Mails.Count);
        await PassAndSendAsync(Duration.FromMinutes(2));
        await PassAndSendAsync(Duration.FromMinutes(6));
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 21, Undecided: 1, IsDone: true });
        Assert.Equal(21, _outbox.Mails.Count);
        Assert.Equal(21, _outbox.Mails.Select(mail => mail.To).Where(to => to != begun).Distinct().Count());
    }

    [Fact]
    public async Task A_node_that_was_away_begins_with_nobody_whom_another_has_taken_since()
    {
        await PrepareAsync();
        Done(await World.Notifications.SendAsync(World.Admin, Mail([await AddAsync("a@example.org"), await AddAsync("b@example.org")])));
        var store = World.Get<INotificationStore>();
        var late = await TakeAsync();
        Assert.True(await store.BeginAsync(late!, late!.Users[0], default));
        Assert.False(await store.BeginAsync(late, late.Users[0], default));
        Assert.Null(await TakeAsync());
        World.Pass(Duration.FromMinutes(2));
        var other = await TakeAsync();
        Assert.Equal([late.Users[1]], other!.Users);
        Assert.False(await store.BeginAsync(late, late.Users[1], default));
        Assert.True(await store.BeginAsync(other, late.Users[1], default));

        Task<NotificationTurn?> TakeAsync() =>
            store.TakeAsync([NotificationChannel.Email], 20, Duration.FromMinutes(5), Duration.FromMinutes(1), default);
    }

    [Fact]
    public async Task Who_has_no_address_or_is_refused_is_counted()
    {
        await PrepareAsync();
        var sent = Done(await World.Notifications.SendAsync(World.Admin, Mail([World.Ana.User, await AddAsync("refused@example.org"), await AddAsync("lost@example.org")])));
        await SendAllAsync();
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 0, Failed: 2, Undecided: 1, IsDone: true });
    }

    [Fact]
    public async Task Whoever_could_not_be_told_now_is_told_later_and_nobody_twice()
    {
        await PrepareAsync();
        var users = new List<UserId> { await AddAsync("a@example.org"), await AddAsync("slow@example.org"), await AddAsync("c@example.org") };
        var sent = Done(await World.Notifications.SendAsync(World.Admin, Mail(users)));
        _outbox.IsDown = true;
        await SendAllAsync();
        Assert.Equal(1, _outbox.Calls); // Who finds the server down leaves it alone.
        Assert.False(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)).IsDone);
        _outbox.IsDown = false;
        await PassAndSendAsync(Duration.FromMinutes(2));
        Assert.Equal(["a@example.org", "c@example.org"], _outbox.Mails.Select(mail => mail.To).Order());
        _outbox.IsBusy = false;
        await PassAndSendAsync(Duration.FromMinutes(2));
        await PassAndSendAsync(Duration.FromMinutes(2));
        Assert.Equal(["a@example.org", "c@example.org", "slow@example.org"], _outbox.Mails.Select(mail => mail.To).Order());
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 3, IsDone: true });
    }

    [Fact]
    public async Task After_a_day_without_a_server_it_is_given_up()
    {
        await PrepareAsync();
        var sent = Done(await World.Notifications.SendAsync(World.Admin, Mail([await AddAsync("a@example.org")])));
        _outbox.IsDown = true;
        await PassAndSendAsync(Duration.FromHours(25));
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Failed: 1, IsDone: true });
    }

    [Fact]
    public async Task Sending_an_action_adds_users_to_its_audience_and_tells_them()
    {
        await PrepareAsync();
        var ben = await AddAsync("ben@example.org");
        var draft = await DraftAsync();
        var sent = Done(await World.Publishing.SendToAsync(
            World.Admin, draft.Id, new() { Users = [World.Ana.User, ben] }, [NotificationChannel.Email]));
        Assert.Equal(ActionState.PublishedPrivate, sent.State);
        var own = Assert.Single((await World.Notifications.PageOwnAsync(World.Ana, new PageRequest())).Items).Item;
        Assert.Equal(("Knock", draft.Id), (own.Title, own.Action));
        Assert.Single((await World.ClaimAsync(World.Ana, sent)).Targets);
        await SendAllAsync();
        Assert.Equal(["ben@example.org"], _outbox.Mails.Select(mail => mail.To));
    }

    [Fact]
    public async Task An_action_is_sent_to_whoever_has_not_received_it_and_each_of_them_is_told()
    {
        var draft = await DraftAsync();
        Done(await World.Publishing.SendToAsync(World.Admin, draft.Id, [World.Ana.User]));
        var others = new Audience { Where = new UserFilter { Role = Role.Volunteer, Action = draft.Id, HasReceived = false } };
        Done(await World.Publishing.SendToAsync(World.Admin, draft.Id, others, []));
        Assert.Equal((1, 1), (await World.Notifications.CountUnreadAsync(World.Ana), await World.Notifications.CountUnreadAsync(World.Ben)));
        Assert.NotNull(await World.Actions.FindAsync(World.Ben, draft.Id));
    }

    [Fact]
    public async Task Without_a_way_to_tell_them_nobody_is_sent_the_action()
    {
        var draft = await DraftAsync();
        Assert.Equal(["alsoBy"], Refused(RefusalCode.InvalidInput, await World.Publishing.SendToAsync(
            World.Admin, draft.Id, new() { Users = [World.Ana.User] }, [NotificationChannel.Email])).Path);
        Assert.Equal(ActionState.Draft, Done(await World.Actions.FindAsync(World.Admin, draft.Id)).State);
        Assert.Equal(0, await World.Notifications.CountUnreadAsync(World.Ana));
    }

    [Fact]
    public async Task Teams_and_filters_are_reached_each_user_once()
    {
        var team = Done(await World.Teams.CreateAsync(World.Admin, "North"));
        Done(await World.Teams.JoinAsync(World.Ana, team.Code));
        var to = new Audience { Users = [World.Ana.User], Teams = [team.Id], Where = new UserFilter { Role = Role.Volunteer } };
        var sent = Done(await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", To = to }));
        Assert.Equal(2, sent.Recipients);
        Assert.Equal((1, 1), (await World.Notifications.CountUnreadAsync(World.Ana), await World.Notifications.CountUnreadAsync(World.Ben)));
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_as_a_whole()
    {
        Refused(RefusalCode.Forbidden, await World.Notifications.SendAsync(World.Ana, Mail([World.Ben.User])));
        Assert.Equal(["channel"], Refused(RefusalCode.InvalidInput, await World.Notifications.SendAsync(World.Admin, Mail([World.Ana.User]))).Path);
        Assert.Equal(["userIds", "0"], Refused(RefusalCode.NotFound, await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", To = new() { Users = [UserId.New()] } })).Path);
        Assert.Equal(["userIds"], Refused(RefusalCode.InvalidInput, await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", To = new() })).Path);
        Refused(RefusalCode.NotFound, await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", To = new() { Where = new() { Search = "Nobody" } } }));
        Assert.Equal(["where", "actionId"], Refused(RefusalCode.InvalidInput, await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", To = new() { Where = new() { HasStarted = true } } })).Path);
        Assert.Equal(["actionId"], Refused(RefusalCode.NotFound, await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", Action = ActionId.New(), To = new() { Users = [World.Ana.User] } })).Path);
        Assert.Empty(Done(await World.Notifications.PageAsync(World.Admin, new PageRequest())).Items);
        Assert.Equal(["title"], Refused(RefusalCode.InvalidInput, await World.Notifications.SendAsync(World.Admin, new() { Title = " ", To = new() { Users = [World.Ana.User] } })).Path);
    }

    [Fact]
    public async Task The_same_key_again_tells_nobody_twice_and_other_input_with_it_is_refused()
    {
        var key = IdempotencyKey.New();
        var input = new NotificationInput { Title = "Come", To = new() { Where = new() { Role = Role.Volunteer } } };
        Refused(RefusalCode.InvalidInput, await World.Notifications.SendAsync(World.Admin, input with { Title = " " }, key)); // Keeps no key.
        Refused(RefusalCode.NotFound, await World.Notifications.SendAsync(World.Admin, input with { To = new() { Where = new() { Search = "Nobody" } } }, key));
        var first = Done(await World.Notifications.SendAsync(World.Admin, input, key));
        await World.JoinAsync((await World.Campaigns.FindAsync(World.Admin)).Value!.JoinCode, "sub|1"); // Now more would match.
        var again = Done(await World.Notifications.SendAsync(World.Admin, input, key));
        Assert.Equal((first.Id, 2), (again.Id, again.Recipients));
        foreach (var other in new[] { input with { Body = "On Sunday." }, input with { To = new() { Users = [World.Ben.User] } } })
        {
            Assert.Equal(["idempotencyKey"], Refused(RefusalCode.IdempotencyKeyReused, await World.Notifications.SendAsync(World.Admin, other, key)).Path);
        }

        Assert.Equal((1, 1), (await World.Notifications.CountUnreadAsync(World.Ana), await World.Notifications.CountUnreadAsync(World.Ben)));
        Done(await World.Users.SetRoleAsync(World.Admin, World.Ana.User, Role.Admin));
        Assert.NotEqual(first.Id, Done(await World.Notifications.SendAsync(World.Ana with { Role = Role.Admin }, input, key)).Id); // Each user has keys of their own.
    }

    [Fact]
    public async Task Of_requests_with_one_key_at_once_one_tells_and_all_get_its_answer()
    {
        var (key, input) = (IdempotencyKey.New(), new NotificationInput { Title = "Come", To = new() { Users = [World.Ana.User] } });
        var answers = await AtOnceAsync(6, _ => World.Notifications.SendAsync(World.Admin, input, key));
        Assert.Single(answers.Select(answer => Done(answer).Id).Distinct());
        Assert.Equal(1, await World.Notifications.CountUnreadAsync(World.Ana));
    }

    [Fact]
    public async Task An_action_that_is_sent_again_with_the_same_key_tells_nobody_twice()
    {
        var (key, draft, to) = (IdempotencyKey.New(), await DraftAsync(), new Audience { Users = [World.Ana.User] });
        Assert.Equal(ActionState.PublishedPrivate, Done(await World.Publishing.SendToAsync(World.Admin, draft.Id, to, [], key)).State);
        var again = await AtOnceAsync(4, _ => World.Publishing.SendToAsync(World.Admin, draft.Id, to, [], key));
        Assert.All(again, answer => Assert.Equal(ActionState.PublishedPrivate, Done(answer).State));
        Refused(RefusalCode.IdempotencyKeyReused, await World.Publishing.SendToAsync(World.Admin, draft.Id, new() { Users = [World.Ben.User] }, [], key));
        Refused(RefusalCode.IdempotencyKeyReused, await World.Publishing.SendToAsync(World.Admin, (await DraftAsync()).Id, to, [], key));
        Assert.Equal((1, 0), (await World.Notifications.CountUnreadAsync(World.Ana), await World.Notifications.CountUnreadAsync(World.Ben)));
        await AtOnceAsync(4, _ => World.Publishing.SendToAsync(World.Admin, draft.Id, to, [], IdempotencyKey.Parse("another-key")));
        Assert.Equal(2, await World.Notifications.CountUnreadAsync(World.Ana)); // Another press: told again, once.
        Done(await World.Publishing.SendToAsync(World.Admin, draft.Id, to, []));
        Assert.Equal(3, await World.Notifications.CountUnreadAsync(World.Ana));
    }

    [Fact]
    public async Task Frozen_and_removed_users_are_told_nothing()
    {
        Done(await World.Users.FreezeAsync(World.Admin, World.Ben.User));
        var sent = Done(await World.Notifications.SendAsync(World.Admin, new() { Title = "Come", To = new() { Users = [World.Ana.User, World.Ben.User] } }));
        Assert.Equal(1, sent.Recipients);
    }

    private static NotificationInput Mail(IReadOnlyList<UserId> users) =>
        new() { Channel = NotificationChannel.Email, Title = "Come", Body = "On Sunday.", To = new() { Users = users } };

    private Task PrepareAsync() => World.SetAsync(new() { NoReplyAddress = "no-reply@example.org" });

    private async Task<UserId> AddAsync(string email) =>
        Done(await World.Campaigns.AddUserAsync(World.Admin, ServiceWorld.NewUser("Dee") with { Email = email })).Id;

    private async Task<TextingAction> DraftAsync() => Done(await World.Actions.CreateAsync(World.Admin, new()
    {
        Title = "Knock", List = await World.AddListAsync(1), InitialScripts = [new("A", "Hi. Reply STOP to opt out.")],
    }));

    private Task PassAndSendAsync(Duration time)
    {
        World.Pass(time);
        return SendAllAsync();
    }

    private async Task SendAllAsync()
    {
        while (await Sending.SendNextAsync(default))
        {
        }
    }

    /// <summary>A mail server that keeps what it takes.</summary>
    private sealed class Outbox : IEmailSender
    {
        private readonly Lock _lock = new();
        private readonly List<Email> _mails = [];
        private TaskCompletionSource<string>? _death;

        public IReadOnlyList<Email> Mails
        {
            get
            {
                lock (_lock)
                {
                    return [.. _mails];
                }
            }
        }

        public bool IsDown { get; set; }

        public bool IsBusy { get; set; } = true;

        public int Calls { get; private set; }

        /// <summary>The next call never comes back.</summary>
        /// <returns>Whom it is to.</returns>
        public Task<string> DieInNextCall()
        {
            lock (_lock)
            {
                _death = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return _death.Task;
            }
        }

        public Task<Delivery> SendAsync(Email mail, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Calls++;
                if (_death is { } death)
                {
                    _death = null;
                    death.SetResult(mail.To);
                    return new TaskCompletionSource<Delivery>().Task;
                }

                if (IsDown)
                {
                    return Task.FromResult(Delivery.Unreachable);
                }

                switch (mail.To[..mail.To.IndexOf('@', StringComparison.Ordinal)])
                {
                    case "refused":
                        return Task.FromResult(Delivery.Refused);
                    case "slow" when IsBusy:
                        return Task.FromResult(Delivery.NotNow);
                    case "lost":
                        throw new IOException("The connection was lost.");
                }

                _mails.Add(mail);
                return Task.FromResult(Delivery.Taken);
            }
        }
    }
}
