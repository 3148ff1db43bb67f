using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Events;

namespace P2P.Sdk.Assignments;

/// <summary>Moves untexted targets and conversations from users to users, and back to the pool (MNG-2, MNG-3). Admins only.</summary>
/// <remarks>Up to <see cref="MostAtOnce"/> contacts move in one transaction, all or none. More move in the background, a chunk
/// at a time: <see cref="FindAsync"/> and <see cref="ReassignmentFeed"/> say how far it is.</remarks>
public sealed class Reassigner
{
    /// <summary>How many contacts one transaction moves.</summary>
    public const int MostAtOnce = 10_000;

    private readonly IReassignmentStore _store;
    private readonly ReassignmentRunner _runner;
    private readonly Receivers _receivers;
    private readonly ICampaignStore _campaigns;
    private readonly IActionStore _actions;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal Reassigner(
        IReassignmentStore store, ReassignmentRunner runner, Receivers receivers, ICampaignStore campaigns, IActionStore actions,
        IEventStream events, IClock clock) =>
        (_store, _runner, _receivers, _campaigns, _actions, _events, _clock) =
        (store, runner, receivers, campaigns, actions, events, clock);

    /// <summary>Gives every contact that all sources name to one receiver each, at random, shares differing by at most one.</summary>
    public async Task<Outcome<Reassignment>> ReassignAsync(
        Actor actor, ReassignInput input, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var order = new ReassignmentOrder
        {
            Kind = ReassignmentKind.Reassign,
            Action = input.Action,
            FromUser = input.FromUser,
            Contacts = input.Contacts,
            Where = input.Where,
        };
        var refusals = (await CheckAsync(actor, order, cancellationToken)).ToList();
        var (receivers, faults) = await _receivers.FindAsync(actor.Campaign, input, cancellationToken);
        refusals.AddRange(faults);
        return refusals.Count > 0
            ? Outcome.Refused<Reassignment>(refusals)
            : await RunAsync(actor, order with { Receivers = receivers }, input.DryRun, cancellationToken);
    }

    /// <summary>Takes contacts that are assigned and not texted back to the pool, where anybody claims them. With kept
    /// assignments (ACT-7) they stay.</summary>
    public async Task<Outcome<Reassignment>> ReleaseAsync(
        Actor actor, ReleaseInput input, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var order = new ReassignmentOrder
        {
            Kind = ReassignmentKind.Release,
            Action = input.Action,
            FromUser = input.FromUser,
            Contacts = input.Contacts,
            Where = input.Where,
        };
        return await CheckAsync(actor, order, cancellationToken) is { Count: > 0 } refusals
            ? Outcome.Refused<Reassignment>(refusals)
            : await RunAsync(actor, order, input.DryRun, cancellationToken);
    }

    /// <summary>One that runs or ran in the background.</summary>
    public async Task<Outcome<Reassignment>> FindAsync(
        Actor actor, ReassignmentId id, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.FindAsync(actor.Campaign, id, cancellationToken) is { } found ? found
        : Refusal.NotFound("reassignment");

    /// <summary>Those that run or ran in the background, latest first.</summary>
    public async Task<Outcome<Page<Reassignment>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden() : await _store.PageAsync(actor.Campaign, page, cancellationToken);

    private async Task<Reassignment> RunAsync(
        Actor actor, ReassignmentOrder order, bool dryRun, CancellationToken cancellationToken)
    {
        var job = new ReassignmentJob
        {
            Shown = new()
            {
                Id = ReassignmentId.New(),
                Kind = order.Kind,
                IsDryRun = dryRun,
                User = actor.User,
                StartedAt = _clock.Now(),
            },
            Order = order,
        };
        var contacts = await _runner.FindAsync(actor.Campaign, order, null, MostAtOnce + 1, cancellationToken);
        if (contacts.Count <= MostAtOnce)
        {
            var (shown, _) = await _runner.RunAsync(actor.Campaign, job, contacts, null, dryRun, cancellationToken);
            return shown with { State = ReassignmentState.Done, FinishedAt = _clock.Now() };
        }

        var what = order.Kind == ReassignmentKind.Release ? "contacts.release_started" : "contacts.reassignment_started";
        var audit = new AuditEntry(job.Shown.StartedAt, actor.User, what, job.Shown.Id.ToString(), $"to {order.Receivers.Count} users");
        await _store.AddAsync(actor.Campaign, job, audit, cancellationToken);
        _events.Publish(new P2PEvent.ReassignmentProgressed(actor.Campaign, job.Shown.Id));
        return job.Shown;
    }

    private async Task<IReadOnlyList<Refusal>> CheckAsync(
        Actor actor, ReassignmentOrder order, CancellationToken cancellationToken)
    {
        var refusals = new List<Refusal>();
        if (order is { Action: null, FromUser: null, Contacts: null, Where: null })
        {
            refusals.Add(Refusal.Invalid("Say whose contacts to move: an action, a user, contacts or a filter."));
        }

        refusals.AddRange(new ContactFilter { Contacts = order.Contacts }.Check());
        if (order.Where is { } where)
        {
            refusals.AddRange(await FilterCheck.OfAsync(_campaigns, actor.Campaign, where, cancellationToken, "where"));
        }

        if (order.FromUser is { } from && (await _campaigns.FindUsersAsync(actor.Campaign, [from], cancellationToken)).Count == 0)
        {
            refusals.Add(Refusal.NotFound("user") with { Path = ["fromUserId"] });
        }

        if (order.Action is { } action && await _actions.FindAsync(actor.Campaign, action, cancellationToken) is null)
        {
            refusals.Add(Refusal.NotFound("action") with { Path = ["actionId"] });
        }

        return refusals;
    }
}
