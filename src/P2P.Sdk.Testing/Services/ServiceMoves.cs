using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Reports;
using P2P.Sdk.SimulatedCarrier;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>What users, contacts, the carrier and the passing of time do to a <see cref="ServiceWorld"/>.</summary>
public static class ServiceMoves
{
    public static void Pass(this ServiceWorld world, Duration time)
    {
        world.Clock.Advance(time);
        world.Machines.Advance(time);
    }

    /// <summary>Somebody signs in, and joins by a code.</summary>
    /// <param name="subject">Who; one that nobody has where left out.</param>
    public static Task<Outcome<Membership>> TryJoinAsync(
        this ServiceWorld world, string code, string? subject = null, ProfileInput? profile = null) =>
        world.Joins.JoinAsync(subject ?? $"person|{UserId.New()}", code, profile ?? Profile(), default);

    public static async Task<Membership> JoinAsync(
        this ServiceWorld world, string code, string? subject = null, ProfileInput? profile = null) =>
        ServiceWorld.Done(await world.TryJoinAsync(code, subject, profile));

    /// <summary>What a volunteer of Chicago says of themselves.</summary>
    public static ProfileInput Profile(string zip = "60601", string language = "en") => new()
    {
        FirstName = "Dee",
        LastName = "Wu",
        Email = "dee@example.org",
        Phone = "(312) 555-0142",
        State = "Illinois",
        Zip = zip,
        Language = language,
    };

    /// <summary>Does all that there is to release by now.</summary>
    public static async Task ReleaseAsync(this ServiceWorld world)
    {
        var more = true;
        while (more)
        {
            more = false;
            foreach (var (campaign, user) in await world.Get<IUserStore>().LeaseReleasesAsync("node", Duration.FromMinutes(1), default))
            {
                more |= await world.Releaser.ReleaseChunkAsync(campaign, user, default) > 0;
            }
        }
    }

    public static async Task<Claim> ClaimAsync(this ServiceWorld world, Actor actor, TextingAction action) =>
        ServiceWorld.Done(await world.Claims.ClaimAsync(actor, action.Id));

    public static async Task<ClaimedTarget> ClaimOneAsync(this ServiceWorld world, Actor actor, TextingAction action) =>
        (await world.ClaimAsync(actor, action)).Targets[0];

    public static Task<Outcome<SentText>> TrySendAsync(
        this ServiceWorld world, Actor actor, ClaimedTarget target, IdempotencyKey? key = null) =>
        world.Sender.SendInitialAsync(actor, target.Target.Id, target.Text.Version, key ?? IdempotencyKey.New());

    /// <summary>Queues the opening text.</summary>
    /// <returns>As admins see it.</returns>
    public static async Task<Message> SendAsync(this ServiceWorld world, Actor actor, ClaimedTarget target) =>
        await world.ReadAsync(ServiceWorld.Done(await world.TrySendAsync(actor, target)).Message!);

    public static Task<Outcome<SentText>> TryReplyAsync(
        this ServiceWorld world, Actor actor, ContactId contact, string? text, Scripts.ScriptId? script = null, IdempotencyKey? key = null) =>
        world.Sender.SendReplyAsync(actor, contact, script, text, key ?? IdempotencyKey.New());

    public static async Task<Message> ReplyAsync(this ServiceWorld world, Actor actor, ContactId contact, string text = "Thanks!") =>
        await world.ReadAsync(ServiceWorld.Done(await world.TryReplyAsync(actor, contact, text)).Message!);

    /// <summary>Hands over all that is queued.</summary>
    public static async Task DispatchAsync(this ServiceWorld world)
    {
        while (await world.Dispatcher.RunOnceAsync(default) > 0)
        {
        }
    }

    /// <summary>Asks the carrier once for each text whose outcome is not known and whose look-up is due.</summary>
    public static Task ReconcileAsync(this ServiceWorld world) => world.Reconciler.RunOnceAsync(default);

    /// <summary>Claims a contact, sends the opening text, and has it accepted.</summary>
    public static async Task<ContactId> OpenAsync(this ServiceWorld world, Actor actor, TextingAction action)
    {
        var target = await world.ClaimOneAsync(actor, action);
        await world.SendAsync(actor, target);
        await world.DispatchAsync();
        return target.Contact.Id;
    }

    public static async Task<ContactId> OpenAsync(this ServiceWorld world) =>
        await world.OpenAsync(world.Ana, await world.PublishAsync(1));

    /// <summary>A contact writes, to the number that they were texted from.</summary>
    public static async Task ReceiveAsync(this ServiceWorld world, ContactId from, string text) =>
        await world.ReceiveAsync((await world.ReadAsync(from)).Phone, text);

    public static async Task ReceiveAsync(this ServiceWorld world, PhoneNumber from, string text)
    {
        await world.TellAsync(world.Inbound(from, text));
        await world.ProcessAsync();
    }

    public static CarrierEvent Inbound(this ServiceWorld world, PhoneNumber from, string text) => new()
    {
        Id = CarrierEventId.New(),
        Kind = CarrierEventKind.Inbound,
        Account = SimulatedTransport.Account,
        CarrierId = world.NextInboundId(),
        CampaignNumber = world.Number,
        ContactNumber = from,
        ReceivedAt = world.Clock.GetCurrentInstant(),
        Text = text,
    };

    /// <summary>The carrier's word about one of our texts.</summary>
    public static CarrierEvent Callback(this ServiceWorld world, Message message, MessageStatus status, string? error = null) => new()
    {
        Id = CarrierEventId.New(),
        Kind = CarrierEventKind.Status,
        Account = SimulatedTransport.Account,
        CarrierId = message.CarrierId ?? $"SM{message.Id}",
        CampaignNumber = message.CampaignNumber,
        ContactNumber = message.ContactNumber,
        ReceivedAt = world.Clock.GetCurrentInstant(),
        Message = message.Id,
        Status = status,
        ErrorCode = error,
    };

    public static Task TellAsync(this ServiceWorld world, CarrierEvent told) =>
        world.Get<ICarrierEventSink>().TellAsync(told, default);

    /// <summary>Fetches what contacts sent.</summary>
    /// <returns>How many files were taken.</returns>
    public static Task<int> FetchMediaAsync(this ServiceWorld world) => world.Get<MediaFetcher>().RunOnceAsync(20, default);

    /// <summary>Deals with all that the carrier told.</summary>
    public static async Task ProcessAsync(this ServiceWorld world)
    {
        while (await world.CarrierEvents.RunOnceAsync(100, default) > 0)
        {
        }
    }

    /// <summary>Tells and deals with one event about a text.</summary>
    public static async Task<Message> HearAsync(this ServiceWorld world, Message message, MessageStatus status, string? error = null)
    {
        await world.TellAsync(world.Callback(message, status, error));
        await world.ProcessAsync();
        return await world.ReadAsync(message);
    }

    public static async Task<Message> ReadAsync(this ServiceWorld world, Message message) =>
        Assert.Single(await world.ThreadAsync(message.Contact), m => m.Id == message.Id);

    /// <summary>Hands over, tells, and deals with everything there is by now.</summary>
    public static async Task RunUntilQuietAsync(this ServiceWorld world)
    {
        var transport = world.Get<SimulatedTransport>();
        do
        {
            await world.DispatchAsync();
            await world.ProcessAsync();
        }
        while (await transport.DeliverDueAsync(world.Clock.GetCurrentInstant()) > 0);
    }

    /// <summary>Waits until an import has come to a state.</summary>
    public static async Task<ContactImport> EventuallyAsync(this ServiceWorld world, ContactImportId import, ImportState state)
    {
        while (true)
        {
            var now = ServiceWorld.Done(await world.Importer.FindAsync(world.Admin, import));
            if (now.State == state)
            {
                return now;
            }

            await Task.Delay(10);
        }
    }

    public static Task<Outcome<Contact>> TryReportAsync(
        this ServiceWorld world, Actor actor, ContactId contact, TextingAction action, params string[] tags) =>
        world.Reports.FileAsync(actor, new ReportInput(contact, action.Id, tags, [], []));

    public static async Task<TextingSettings> SetAsync(this ServiceWorld world, SettingsEdit edit)
    {
        var campaign = ServiceWorld.Done(await world.Campaigns.FindAsync(world.Admin));
        return ServiceWorld.Done(await world.Campaigns.UpdateSettingsAsync(world.Admin, campaign.Settings.Version, edit));
    }

    public static async Task<TargetState> StateAsync(this ServiceWorld world, ClaimedTarget target) =>
        (await world.ReadAsync(target.Target.Id)).State;

    public static async Task<Target> ReadAsync(this ServiceWorld world, TargetId target)
    {
        var found = await world.Get<IAssignmentStore>().FindAsync(world.Admin.Campaign, target, default);
        Assert.NotNull(found);
        return found;
    }

    /// <summary>A text becomes SENDING, as right before its call, which then never comes.</summary>
    internal static async Task StartSendingAsync(this ServiceWorld world, Message message)
    {
        var store = world.Get<IConversationStore>();
        var query = new ConversationQuery { Message = message.Id };
        var read = (await store.ReadAsync(world.Admin.Campaign, [query], default))[0]!;
        var start = await world.Get<IDispatchStore>().NowAsync(default);
        var change = HandOver.Decide(
            world.Admin.Campaign, read, read.FindMessage(message.Id)!, world.Clock.GetCurrentInstant(),
            ("gone", start, start + Duration.FromSeconds(10)));
        Assert.Equal(CommitResult.Committed, Assert.Single(await store.CommitAsync([change], default)));
    }
}
