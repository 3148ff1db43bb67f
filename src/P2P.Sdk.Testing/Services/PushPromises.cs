using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Users are told on their browsers, once each (NTF-1).</summary>
public abstract class PushPromises : ServicePromises
{
    private const string Key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"; // RFC 8291, appendix A.
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";

    private readonly PushService _pushes = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<IPushSender>(_pushes);

    private PushSubscriptionService Browsers => World.Get<PushSubscriptionService>();

    [Fact]
    public async Task A_push_reaches_all_browsers_of_a_user_and_the_inbox()
    {
        await SubscribeAsync(World.Ana, "one", "two");
        var sent = Done(await World.Notifications.SendAsync(World.Admin, Push(World.Ana.User, World.Ben.User)));
        await SendAllAsync();
        Assert.Equal(["/one", "/two"], _pushes.Sent.Select(push => push.Path).Order());
        Assert.All(_pushes.Sent, push => Assert.Equal(new PushMessage(sent.Id.ToString(), "Come"), push.Message));
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 1, Failed: 1, IsDone: true });
        Assert.Equal((1, 1), (await World.Notifications.CountUnreadAsync(World.Ana), await World.Notifications.CountUnreadAsync(World.Ben)));
        Assert.Equal("On Sunday.", Assert.Single((await World.Notifications.PageOwnAsync(World.Ben, new PageRequest())).Items).Item.Body);
    }

    [Fact]
    public async Task A_browser_that_ended_its_subscription_is_forgotten()
    {
        await SubscribeAsync(World.Ana, "gone", "one");
        Done(await World.Notifications.SendAsync(World.Admin, Push(World.Ana.User)));
        await SendAllAsync();
        Assert.Equal(["/one"], await PathsAsync(World.Ana));
        Done(await World.Notifications.SendAsync(World.Admin, Push(World.Ana.User)));
        await SendAllAsync();
        Assert.Equal(1, _pushes.Calls.Count(path => path == "/gone"));
    }

    [Fact]
    public async Task One_browsers_trouble_tells_no_other_browser_twice()
    {
        await SubscribeAsync(World.Ana, "one", "busy", "lost");
        await SubscribeAsync(World.Ben, "lost-too", "busy-too");
        var sent = Done(await World.Notifications.SendAsync(World.Admin, Push(World.Ana.User, World.Ben.User)));
        await SendAllAsync();
        World.Pass(Duration.FromMinutes(2));
        await SendAllAsync();
        Assert.Equal(["/busy", "/busy-too", "/lost", "/lost-too", "/one"], _pushes.Calls.Order());
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 1, Undecided: 1, IsDone: true });
    }

    [Fact]
    public async Task A_push_service_that_asks_for_rest_is_left_alone_for_so_long()
    {
        await SubscribeAsync(World.Ana, "one");
        var sent = Done(await World.Notifications.SendAsync(World.Admin, Push(World.Ana.User)));
        _pushes.Rest = Duration.FromMinutes(30);
        await SendAllAsync();
        _pushes.Rest = Duration.Zero;
        World.Pass(Duration.FromMinutes(29));
        await SendAllAsync();
        Assert.Single(_pushes.Calls);
        World.Pass(Duration.FromMinutes(3));
        await SendAllAsync();
        Assert.Single(_pushes.Sent);
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 1, IsDone: true });
    }

    [Fact]
    public async Task What_could_only_be_sent_tomorrow_is_given_up()
    {
        await SubscribeAsync(World.Ana, "one");
        var sent = Done(await World.Notifications.SendAsync(World.Admin, Push(World.Ana.User)));
        _pushes.Rest = Duration.FromHours(25);
        await SendAllAsync();
        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Failed: 1, IsDone: true });
    }

    [Fact]
    public async Task A_browser_is_one_users_and_a_user_has_the_ten_latest()
    {
        await SubscribeAsync(World.Ana, "shared");
        await SubscribeAsync(World.Ben, "shared");
        Assert.Empty(await PathsAsync(World.Ana));
        Assert.False(await Browsers.UnsubscribeAsync(World.Ana, Address("shared")));
        Assert.True(await Browsers.UnsubscribeAsync(World.Ben, Address("shared")));
        Assert.Empty(await PathsAsync(World.Ben));
        for (var i = 0; i < 12; i++)
        {
            await SubscribeAsync(World.Ana, $"b{i:00}");
            World.Pass(Duration.FromMinutes(1));
        }

        Assert.Equal(Enumerable.Range(2, 10).Select(i => $"/b{i:00}"), await PathsAsync(World.Ana));
        Assert.Equal(["endpoint"], Refused(RefusalCode.InvalidInput, await Browsers.SubscribeAsync(World.Ana, "https://10.0.0.1/x", Key, Auth)).Path);
    }

    [Fact]
    public async Task An_action_that_is_sent_by_push_is_in_the_inbox_once()
    {
        await SubscribeAsync(World.Ana, "one");
        var draft = Done(await World.Actions.CreateAsync(World.Admin, new()
        {
            Title = "Knock", List = await World.AddListAsync(1), InitialScripts = [new("A", "Hi. Reply STOP to opt out.")],
        }));
        Done(await World.Publishing.SendToAsync(World.Admin, draft.Id, new() { Users = [World.Ana.User] }, [NotificationChannel.Push]));
        await SendAllAsync();
        Assert.Equal("Knock", Assert.Single(_pushes.Sent).Message.Title);
        Assert.Equal(1, await World.Notifications.CountUnreadAsync(World.Ana));
    }

    private static string Address(string path) => $"https://push.example.org/{path}";

    private static NotificationInput Push(params IReadOnlyList<UserId> users) =>
        new() { Channel = NotificationChannel.Push, Title = "Come", Body = "On Sunday.", To = new() { Users = users } };

    private async Task SubscribeAsync(Actor actor, params IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            Done(await Browsers.SubscribeAsync(actor, Address(path), Key, Auth));
        }
    }

    private async Task<IEnumerable<string>> PathsAsync(Actor actor) =>
        (await World.Get<IPushSubscriptionStore>().ListAsync(actor.Campaign, actor.User, default)).Select(b => b.Endpoint.AbsolutePath).Order();

    private async Task SendAllAsync()
    {
        while (await World.Get<NotificationSending>().SendNextAsync(default))
        {
        }
    }

    /// <summary>A push service that keeps what it takes.</summary>
    private sealed class PushService : IPushSender
    {
        private readonly ConcurrentQueue<(string Path, PushMessage Message)> _sent = [];
        private readonly ConcurrentQueue<string> _calls = [];

        public IReadOnlyCollection<(string Path, PushMessage Message)> Sent => _sent;

        public IReadOnlyCollection<string> Calls => _calls;

        public string PublicKey => Key;

        /// <summary>For how long it asks to be left alone; zero: it takes messages.</summary>
        public Duration Rest { get; set; }

        public Task<PushAnswer> SendAsync(PushSubscription to, PushMessage message, CancellationToken cancellationToken)
        {
            var path = to.Endpoint.AbsolutePath;
            _calls.Enqueue(path);
            if (path.StartsWith("/lost", StringComparison.Ordinal))
            {
                throw new IOException("The connection was lost.");
            }

            if (path is "/gone" || path.StartsWith("/busy", StringComparison.Ordinal))
            {
                return Task.FromResult(new PushAnswer(path is "/gone" ? Delivery.Gone : Delivery.NotNow));
            }

            if (Rest > Duration.Zero)
            {
                return Task.FromResult(new PushAnswer(Delivery.NotNow, Rest));
            }

            _sent.Enqueue((path, message));
            return Task.FromResult(new PushAnswer(Delivery.Taken));
        }
    }
}
