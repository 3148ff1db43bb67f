using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Users;

namespace P2P.Sdk.Actions.Links;

/// <summary>Links that bring people into an action's audience (PUB-1). Admins only.</summary>
public sealed class ActionLinkService
{
    private const int MostLinks = 100;

    private readonly IActionLinkStore _store;
    private readonly IActionStore _actions;
    private readonly IClock _clock;

    internal ActionLinkService(IActionLinkStore store, IActionStore actions, IClock clock) =>
        (_store, _actions, _clock) = (store, actions, clock);

    /// <summary>Makes a link to an action, which may be a draft still: it is seen once it is published. An action has at most
    /// 100, those that were ended included.</summary>
    /// <returns>It, and the token for it.</returns>
    public async Task<Outcome<NewActionLink>> CreateAsync(
        Actor actor, ActionId action, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _actions.FindAsync(actor.Campaign, action, cancellationToken) is null)
        {
            return Refusal.NotFound("action");
        }

        var now = _clock.Now();
        var link = new ActionLink { Id = ActionLinkId.New(), Action = action, CreatedBy = actor.User, CreatedAt = now };
        var (token, code) = JoinCode.NewSecret(JoinCodeKind.ActionLink);
        var audit = new AuditEntry(now, actor.User, "action.link_created", action.ToString(), link.Id.ToString());
        return await _store.AddAsync(actor.Campaign, link, code, MostLinks, audit, cancellationToken)
            ? new NewActionLink(link, token)
            : Refusal.Invalid($"An action has at most {MostLinks} links.", "actionId");
    }

    /// <summary>Ends a link: it opens nothing any more; whoever joined by it stays.</summary>
    public async Task<Outcome<ActionLink>> RevokeAsync(
        Actor actor, ActionLinkId id, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var now = _clock.Now();
        var audit = new AuditEntry(now, actor.User, "action.link_revoked", id.ToString(), "");
        return await _store.RevokeAsync(actor.Campaign, id, now, audit, cancellationToken) is { } link
            ? link
            : Refusal.NotFound("link");
    }

    /// <summary>The links of actions, those that were ended too.</summary>
    /// <returns>Of each action all; nothing for a volunteer.</returns>
    public async Task<IReadOnlyDictionary<ActionId, IReadOnlyList<ActionLink>>> ListAsync(
        Actor actor, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken = default)
    {
        var links = actor.IsAdmin ? await _store.ListAsync(actor.Campaign, actions, cancellationToken) : null;
        return links is null
            ? new Dictionary<ActionId, IReadOnlyList<ActionLink>>()
            : links.ToDictionary(of => of.Key, of => (IReadOnlyList<ActionLink>)[.. of]);
    }
}
