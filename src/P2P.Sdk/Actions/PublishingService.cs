using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Actions;

/// <summary>Opens actions to users, and closes them (PUB-1, PUB-2, PUB-4).</summary>
public sealed class PublishingService
{
    private const int DueAtOnce = 100;

    private const string Sending = "sendAction";

    private readonly IActionStore _store;
    private readonly ActionOpening _opening;
    private readonly IRequestKeyStore _keys;
    private readonly ICampaignStore _campaigns;
    private readonly ILinkStore _links;
    private readonly AudienceCheck _audiences;
    private readonly NotificationChannels _channels;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal PublishingService(
        IActionStore store, IRequestKeyStore keys, ICampaignStore campaigns, ILinkStore links, AudienceCheck audiences,
        NotificationChannels channels, IEventStream events, IClock clock) =>
        (_store, _opening, _keys, _campaigns, _links, _audiences, _channels, _events, _clock) =
            (store, new(store, events, clock), keys, campaigns, links, audiences, channels, events, clock);

    /// <summary>Publishes an action now, or at a time. Admins only. Every contact on its list becomes a target.</summary>
    /// <param name="visibility">To whom. From public there is no way back to private.</param>
    /// <param name="at">When, with <see cref="Visibility.Public"/>; again with another time reschedules.</param>
    /// <returns>The action, or every fault at once.</returns>
    public async Task<Outcome<TextingAction>> PublishAsync(
        Actor actor, ActionId id, Visibility visibility, Instant? at, CancellationToken cancellationToken = default)
    {
        var judged = await CheckAsync(actor, id, visibility, at, cancellationToken);
        if (judged.IsRefused)
        {
            return judged;
        }

        var action = judged.Value;
        if (at is null)
        {
            var opened = action with { State = State(visibility), PublishesAt = null };
            return await _opening.GoLiveAsync(actor.Campaign, actor, action, opened, cancellationToken);
        }

        var state = action.IsLive ? action.State : ActionState.Scheduled;
        return await _opening.SaveAsync(
            actor.Campaign, actor, action, action with { State = state, PublishesAt = at }, "action.scheduled", cancellationToken);
    }

    /// <summary>Says what publishing would be refused for, and changes nothing. Admins only.</summary>
    /// <returns>The action as it is, or every fault at once.</returns>
    public async Task<Outcome<TextingAction>> CheckAsync(
        Actor actor, ActionId id, Visibility visibility, Instant? at, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, id, cancellationToken) is not { } action)
        {
            return Refusal.NotFound("action");
        }

        var refusals = (await FaultsAsync(actor.Campaign, action, cancellationToken)).Concat(Check(action, visibility, at)).ToList();
        return refusals.Count > 0 ? Outcome.Refused(refusals, action) : action;
    }

    /// <summary>Sends an action to users: they see it and may text in it, also while it is private. Admins only. A draft is
    /// thereby published privately, with all checks; if it was scheduled, its time stays.</summary>
    /// <param name="users">1 to 1,000. Those it was sent to before stay so.</param>
    /// <returns>The action, or every fault at once; nothing is sent then.</returns>
    public Task<Outcome<TextingAction>> SendToAsync(
        Actor actor, ActionId id, IReadOnlyList<UserId> users, CancellationToken cancellationToken = default) =>
        SendToAsync(actor, id, users, [], cancellationToken);

    /// <summary>The same, also to whoever is on user lists at this moment.</summary>
    /// <param name="users">At most 1,000; none where there are lists.</param>
    /// <param name="lists">At most 50.</param>
    public Task<Outcome<TextingAction>> SendToAsync(
        Actor actor, ActionId id, IReadOnlyList<UserId> users, IReadOnlyList<UserListId> lists,
        CancellationToken cancellationToken = default) =>
        SendToAsync(actor, id, new Audience { Users = users, Lists = lists }, [], null, cancellationToken);

    /// <summary>The same to any audience. Whoever is in it and not frozen is told by direct message.</summary>
    /// <param name="also">By which other ways they are told of it.</param>
    /// <param name="key">The same again with the same key tells nobody anew; <see langword="null"/>: nothing is remembered.</param>
    public async Task<Outcome<TextingAction>> SendToAsync(
        Actor actor, ActionId id, Audience to, IReadOnlyList<NotificationChannel> also, IdempotencyKey? key = null,
        CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var once = key is { } chosen
            ? new RequestKey(actor.User, Sending, chosen, KeyUses.Hash([id.ToString(), string.Join(' ', also), .. to.Parts()]))
            : null;
        if (await FindDoneAsync(actor, id, once, cancellationToken) is { } done)
        {
            return done;
        }

        if (await _store.FindAsync(actor.Campaign, id, cancellationToken) is not { } action)
        {
            return Refusal.NotFound("action");
        }

        var refusals = (await CheckReceiversAsync(actor.Campaign, action, to, also, cancellationToken)).ToList();
        if (!ActionEdit.WasPublished(action))
        {
            refusals.AddRange(await FaultsAsync(actor.Campaign, action, cancellationToken));
        }

        if (refusals.Count > 0)
        {
            return Outcome.Refused(refusals, action);
        }

        if (!ActionEdit.WasPublished(action))
        {
            // Before anybody is told of it. One that then reaches nobody is seen by nobody, and sent again without harm.
            var live = await _opening.GoLiveAsync(
                actor.Campaign, actor, action, action with { State = ActionState.PublishedPrivate }, cancellationToken);
            if (live.IsRefused)
            {
                return live;
            }

            action = live.Value;
        }

        var audit = new AuditEntry(_clock.Now(), actor.User, "action.sent", id.ToString(), $"{to}");
        var told = ActionNotices.Of(action, also, actor, _clock.Now());
        switch (await _store.AddToAudienceAsync(actor.Campaign, id, to, told, once, audit, cancellationToken))
        {
            case null: // The same request was done meanwhile.
                return await FindDoneAsync(actor, id, once, cancellationToken) ?? Refusal.NotFound("action");
            case > 0:
                _events.Publish(new P2PEvent.ActionChanged(actor.Campaign, id));
                break;
        }

        _events.Publish(new P2PEvent.NotificationChanged(actor.Campaign, told[^1].Id));
        _events.Publish(new P2PEvent.DirectMessagesChanged(actor.Campaign, null));
        return action;
    }

    /// <summary>Closes a published action: nothing more is opened; conversations go on. Admins only.</summary>
    public async Task<Outcome<TextingAction>> CloseAsync(Actor actor, ActionId id, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, id, cancellationToken) is not { } action)
        {
            return Refusal.NotFound("action");
        }

        return action.IsLive
            ? await _opening.SaveAsync(
                actor.Campaign, actor, action, action with { State = ActionState.Closed, PublishesAt = null }, "action.closed",
                cancellationToken)
            : Outcome.Refused(new Refusal(RefusalCode.ActionNotLive, "Only a published action can be closed."), action);
    }

    /// <summary>Takes the time from a scheduled action: a draft stays one, and a private action private. Admins only.</summary>
    public async Task<Outcome<TextingAction>> UnscheduleAsync(
        Actor actor, ActionId id, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, id, cancellationToken) is not { } action)
        {
            return Refusal.NotFound("action");
        }

        return action.PublishesAt is null
            ? Outcome.Refused(Refusal.Invalid("This action is not scheduled, or has gone live.", "actionId"), action)
            : await _opening.SaveAsync(actor.Campaign, actor, action, WithoutTime(action), "action.unscheduled", cancellationToken);
    }

    /// <summary>Publishes what is due. A fault by now returns it to draft.</summary>
    /// <exception cref="AggregateException">Some could not be published; all others were.</exception>
    internal async Task PublishDueAsync(CancellationToken cancellationToken)
    {
        var now = _clock.Now();
        var failures = new List<Exception>();
        foreach (var (campaign, id) in await _store.ListDueAsync(now, DueAtOnce, cancellationToken))
        {
            try
            {
                // Read anew: an admin may have taken or changed its time. One who does so later finds it live, or is first:
                // what is read here is written only if it is unchanged.
                if (await _store.FindAsync(campaign, id, cancellationToken) is { } action && action.PublishesAt <= now)
                {
                    await PublishDueAsync(campaign, action, cancellationToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <returns>What the same request came to, or that it was another; <see langword="null"/>: the key is new.</returns>
    private async Task<Outcome<TextingAction>?> FindDoneAsync(
        Actor actor, ActionId id, RequestKey? key, CancellationToken cancellationToken) =>
        key is null || await _keys.FindAsync(actor.Campaign, key, cancellationToken) is not { } done ? null
        : done.InputHash != key.InputHash ? (Outcome<TextingAction>)KeyUses.Reused
        : await _store.FindAsync(actor.Campaign, id, cancellationToken) is { } action ? action : Refusal.NotFound("action");

    private static TextingAction WithoutTime(TextingAction action) =>
        action with { State = action.IsLive ? action.State : ActionState.Draft, PublishesAt = null };

    private async Task PublishDueAsync(CampaignId campaign, TextingAction action, CancellationToken cancellationToken)
    {
        if ((await FaultsAsync(campaign, action, cancellationToken)).Count == 0)
        {
            var opened = action with { State = ActionState.PublishedPublic, PublishesAt = null };
            await _opening.GoLiveAsync(campaign, null, action, opened, cancellationToken);
            return;
        }

        await _opening.SaveAsync(campaign, null, action, WithoutTime(action), "action.not_published", cancellationToken);
    }

    private async Task<IReadOnlyList<Refusal>> FaultsAsync(
        CampaignId campaign, TextingAction action, CancellationToken cancellationToken)
    {
        var fields = await _campaigns.ListFieldsAsync(campaign, cancellationToken);
        var known = await _campaigns.FindAsync(campaign, cancellationToken);
        var links = await _links.ListNamesAsync(campaign, cancellationToken);
        return ScriptRules.CheckForPublishing(action, ScriptVariables.Of(fields, links), known!);
    }

    private async Task<IEnumerable<Refusal>> CheckReceiversAsync(
        CampaignId campaign, TextingAction action, Audience to, IReadOnlyList<NotificationChannel> also,
        CancellationToken cancellationToken)
    {
        if (action.State == ActionState.Closed)
        {
            return [new Refusal(RefusalCode.ActionNotLive, "A closed action is published again before it is sent.")];
        }

        var refusals = await _audiences.CheckAsync(campaign, to, cancellationToken);
        return also.Count > 0 && await _campaigns.FindAsync(campaign, cancellationToken) is { } known
            ? refusals.Concat(also.Select(way => _channels.Check(way, known.Settings)).OfType<Refusal>()
                .Select(refusal => refusal with { Path = ["alsoBy"] }))
            : refusals;
    }

    private IEnumerable<Refusal> Check(TextingAction action, Visibility visibility, Instant? at)
    {
        if (at is not null && visibility == Visibility.Private)
        {
            yield return Refusal.Invalid("A time goes with PUBLIC only.", "at");
        }

        if (at is not null && action.State is ActionState.PublishedPublic or ActionState.Closed)
        {
            // What was published is never again as a draft is: its sent scripts stay (ACT-3).
            yield return Refusal.Invalid("Only what was not public yet can be scheduled.", "at");
        }

        if (at <= _clock.Now())
        {
            yield return Refusal.Invalid("This time has passed.", "at");
        }

        if (visibility == Visibility.Private && action.WasPublic)
        {
            yield return Refusal.Invalid("A public action does not become private again.", "visibility");
        }
    }

    private static ActionState State(Visibility visibility) =>
        visibility == Visibility.Public ? ActionState.PublishedPublic : ActionState.PublishedPrivate;
}
