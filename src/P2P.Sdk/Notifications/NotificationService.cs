using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.Notifications;

/// <summary>Tells users something, by direct message, mail or push (NTF-1).</summary>
public sealed class NotificationService
{
    internal const int LongestTitle = 150;
    internal const int LongestBody = 5_000;

    private const string Operation = "sendNotification";

    private readonly INotificationStore _store;
    private readonly IRequestKeyStore _keys;
    private readonly ICampaignStore _campaigns;
    private readonly IActionStore _actions;
    private readonly AudienceCheck _audiences;
    private readonly NotificationChannels _channels;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal NotificationService(
        INotificationStore store, IRequestKeyStore keys, ICampaignStore campaigns, IActionStore actions, AudienceCheck audiences,
        NotificationChannels channels, IEventStream events, IClock clock) =>
        (_store, _keys, _campaigns, _actions, _audiences, _channels, _events, _clock) =
            (store, keys, campaigns, actions, audiences, channels, events, clock);

    /// <summary>Tells users something, each once, in the background; direct messages are there at once. Admins only.</summary>
    /// <param name="key">The same again with the same key tells nobody anew; <see langword="null"/>: nothing is remembered.</param>
    /// <returns>The notification, which says how far it is.</returns>
    public async Task<Outcome<Notification>> SendAsync(
        Actor actor, NotificationInput input, IdempotencyKey? key = null, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var once = key is { } chosen ? new RequestKey(actor.User, Operation, chosen, Hash(input)) : null;
        if (await FindDoneAsync(actor, once, cancellationToken) is { } done)
        {
            return done;
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        var refusals = Check(input, campaign.Settings)
            .Concat(await _audiences.CheckAsync(actor.Campaign, input.To, cancellationToken)).ToList();
        if (input.Action is { } action && await _actions.FindAsync(actor.Campaign, action, cancellationToken) is null)
        {
            refusals.Add(Refusal.NotFound("action") with { Path = ["actionId"] });
        }

        if (refusals.Count > 0)
        {
            return Outcome.Refused<Notification>(refusals);
        }

        var notification = new Notification
        {
            Id = NotificationId.New(), Channel = input.Channel, Title = input.Title.Trim(), Body = input.Body.Trim(),
            Action = input.Action, CreatedBy = actor.User, CreatedAt = _clock.Now(),
        };
        var audit = new AuditEntry(
            notification.CreatedAt, actor.User, "notification.sent", notification.Id.ToString(), $"{input.Channel}: {input.To}");
        if (await _store.AddAsync(actor.Campaign, notification, input.To, once, audit, cancellationToken) is not { } added)
        {
            // The same request may have been done meanwhile.
            return await FindDoneAsync(actor, once, cancellationToken) ?? new Refusal(RefusalCode.NotFound, "Nobody would be told: who is meant is frozen or removed, or there is nobody.") { Path = ["userIds"] };
        }

        _events.Publish(new P2PEvent.NotificationChanged(actor.Campaign, added.Id));
        if (added.Channel != NotificationChannel.Email)
        {
            _events.Publish(new P2PEvent.DirectMessagesChanged(actor.Campaign, null));
        }

        return added;
    }

    private static string Hash(NotificationInput input) => KeyUses.Hash(
        [$"{input.Channel}", input.Title.Trim(), input.Body.Trim(), input.Action?.ToString(), .. input.To.Parts()]);

    /// <returns>What the same request came to, or that it was another; <see langword="null"/>: the key is new.</returns>
    private async Task<Outcome<Notification>?> FindDoneAsync(Actor actor, RequestKey? key, CancellationToken cancellationToken) =>
        key is null || await _keys.FindAsync(actor.Campaign, key, cancellationToken) is not { } done ? null
        : done.InputHash != key.InputHash ? (Outcome<Notification>)KeyUses.Reused
        : await FindAsync(actor, new(done.Result), cancellationToken);

    /// <summary>One notification, with how far it is. Admins only.</summary>
    public async Task<Outcome<Notification>> FindAsync(Actor actor, NotificationId id, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.FindAsync(actor.Campaign, id, cancellationToken) is { } found ? found : Refusal.NotFound("notification");

    /// <summary>All of them, latest first. Admins only.</summary>
    public async Task<Outcome<Page<Notification>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.PageAsync(actor.Campaign, page, cancellationToken) : Refusal.Forbidden();

    /// <summary>The actor's own direct messages, latest first.</summary>
    public Task<Page<DirectMessage>> PageOwnAsync(Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        _store.PageOfUserAsync(actor.Campaign, actor.User, page, cancellationToken);

    /// <summary>How many of the actor's own direct messages are unread.</summary>
    public Task<int> CountUnreadAsync(Actor actor, CancellationToken cancellationToken = default) =>
        _store.CountUnreadAsync(actor.Campaign, actor.User, cancellationToken);

    /// <summary>Marks one of the actor's own direct messages as read.</summary>
    public async Task<Outcome<DirectMessage>> MarkReadAsync(
        Actor actor, NotificationId id, CancellationToken cancellationToken = default)
    {
        if (await _store.MarkReadAsync(actor.Campaign, actor.User, id, _clock.Now(), cancellationToken) is not { } read)
        {
            return Refusal.NotFound("direct message");
        }

        _events.Publish(new P2PEvent.DirectMessagesChanged(actor.Campaign, actor.User));
        return read;
    }

    private IEnumerable<Refusal> Check(NotificationInput input, TextingSettings settings)
    {
        if (OneLine.Read(input.Title, LongestTitle) is null)
        {
            yield return Refusal.Invalid($"A title has 1 to {LongestTitle} characters, on one line.", "title");
        }

        if (input.Body.Length > LongestBody || !KeptText.Fits(input.Body))
        {
            yield return Refusal.Invalid($"A body has at most {LongestBody:N0} characters that can be kept.", "body");
        }

        if (_channels.Check(input.Channel, settings) is { } cannot)
        {
            yield return cannot;
        }
    }
}
