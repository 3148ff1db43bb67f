using System.Collections.Concurrent;
using NodaTime;
using NodaTime.Text;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Crm;

/// <summary>What admins do about their CRM (INT-2): mappings, and what was sent, waits and failed. Admins only.</summary>
public sealed class CrmService
{
    private const int MostAtOnce = 1_000;

    private static readonly TimeSpan CatalogKeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<CampaignId, (CrmCatalog Catalog, DateTimeOffset At)> _catalogs = [];
    private readonly ICrmOutbox _outbox;
    private readonly CampaignCrms _crms;
    private readonly ICampaignStore _campaigns;
    private readonly IEventStream _events;
    private readonly IClock _clock;
    private readonly TimeProvider _time;

    internal CrmService(
        ICrmOutbox outbox, CampaignCrms crms, ICampaignStore campaigns, IEventStream events, IClock clock, TimeProvider time) =>
        (_outbox, _crms, _campaigns, _events, _clock, _time) = (outbox, crms, campaigns, events, clock, time);

    /// <summary>The campaign's mappings and how far its outbox is.</summary>
    public async Task<Outcome<CrmOverview>> FindAsync(Actor actor, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden() : await ReadAsync(actor, cancellationToken);

    /// <summary>The same at once, and whenever the numbers change. Ends at once for who is no admin.</summary>
    public IAsyncEnumerable<CrmOverview> WatchAsync(Actor actor, CancellationToken cancellationToken = default) =>
        ProgressFeed.WatchAsync(
            _events,
            _time,
            e => e is P2PEvent.CrmProgressed progressed && progressed.Campaign == actor.Campaign,
            async token => actor.IsAdmin ? await ReadAsync(actor, token) : null,
            overview => (overview.Numbers, overview.Setup.Version),
            _ => false,
            cancellationToken);

    /// <summary>What there is to map to, by the CRM's own names; kept for ten minutes.</summary>
    /// <param name="anew">Whether it is asked again all the same.</param>
    public async Task<Outcome<CrmCatalog>> ReadCatalogAsync(Actor actor, bool anew, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (_crms.Of(actor.Campaign) is not { } crm)
        {
            return NoCrm();
        }

        if (!anew && _catalogs.TryGetValue(actor.Campaign, out var kept) && _time.GetUtcNow() - kept.At < CatalogKeptFor)
        {
            return kept.Catalog;
        }

        var read = await crm.ReadCatalogAsync(actor.Campaign, cancellationToken);
        if (!read.IsRefused)
        {
            _catalogs[actor.Campaign] = (read.Value, _time.GetUtcNow());
        }

        return read;
    }

    /// <summary>Sets all mappings, and whether changes are sent from now on. What waits is kept while it is off.</summary>
    public async Task<Outcome<CrmOverview>> SetAsync(
        Actor actor, CrmSetupInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var catalog = await ReadCatalogAsync(actor, anew: false, cancellationToken);
        if (catalog.IsRefused)
        {
            return Outcome.Refused<CrmOverview>(catalog.Refusals);
        }

        var tags = await _campaigns.ListTagsAsync(actor.Campaign, cancellationToken);
        var fields = await _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken);
        var setup = new CrmSetupCheck(tags, fields, catalog.Value).Read(input);
        if (setup.IsRefused)
        {
            return Outcome.Refused<CrmOverview>(setup.Refusals);
        }

        var audit = Audit(actor, "crm.set", $"{(setup.Value.IsOn ? "on" : "off")}; {setup.Value.Interest}");
        if (!await _outbox.SaveSetupAsync(actor.Campaign, setup.Value, audit, cancellationToken))
        {
            return Refusal.Conflict("Somebody else has changed the mappings since you read them. Read them again.");
        }

        _events.Publish(new P2PEvent.CrmProgressed(actor.Campaign));
        return await ReadAsync(actor, cancellationToken);
    }

    /// <summary>Entries of one state, latest first.</summary>
    public async Task<Outcome<Page<CrmEntry>>> PageAsync(
        Actor actor, CrmEntryState state, PageRequest page, CancellationToken cancellationToken = default) => !actor.IsAdmin
        ? Refusal.Forbidden()
        : await _outbox.PageAsync(actor.Campaign, state, page, cancellationToken);

    /// <summary>Sends failed entries again.</summary>
    /// <param name="ids">From 1 to 1,000; those that the campaign does not have, or that have not failed, are passed over.</param>
    public Task<Outcome<CrmResent>> ResendAsync(
        Actor actor, IReadOnlyList<CrmEntryId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return actor.IsAdmin && ids.Count is 0 or > MostAtOnce
            ? Task.FromResult<Outcome<CrmResent>>(Refusal.Invalid($"From 1 to {MostAtOnce} entries are sent again at once; or all.", "entryIds"))
            : ResendAsync(actor, (IReadOnlyList<CrmEntryId>?)ids, ids.Count, cancellationToken);
    }

    /// <summary>Sends all failed entries again.</summary>
    public Task<Outcome<CrmResent>> ResendAllAsync(Actor actor, CancellationToken cancellationToken = default) =>
        ResendAsync(actor, null, 0, cancellationToken);

    /// <summary>Has everything that was sent and happened at that time or since told again, each under the id that it had: for a
    /// CRM that lost what it was told. What waits and what failed stays what it is.</summary>
    /// <remarks>A contact's entries go out in their order. Done in parts: what a stop leaves is replayed by the same call again.</remarks>
    public async Task<Outcome<CrmResent>> ReplayAsync(Actor actor, Instant since, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (_crms.Of(actor.Campaign) is null)
        {
            return NoCrm();
        }

        var audit = Audit(actor, "crm.replayed", InstantPattern.ExtendedIso.Format(since));
        var (count, place) = (0, (CrmPlace?)new CrmPlace(since, default));
        while (place is { } after)
        {
            var part = await _outbox.ReplayAsync(actor.Campaign, after, MostAtOnce, count == 0 ? audit : null, cancellationToken);
            (count, place) = (count + part.Count, part.Last);
        }

        if (count > 0)
        {
            _events.Publish(new P2PEvent.CrmProgressed(actor.Campaign));
        }

        return new CrmResent(count);
    }

    private async Task<Outcome<CrmResent>> ResendAsync(
        Actor actor, IReadOnlyList<CrmEntryId>? ids, int asked, CancellationToken cancellationToken)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var resent = await _outbox.ResendAsync(
            actor.Campaign, ids, Audit(actor, "crm.resent", ids is null ? "all that failed" : $"{ids.Count} entries"), cancellationToken);
        if (resent == 0 && asked > 0)
        {
            return Refusal.NotFound("failed entry") with { Path = ["entryIds"] };
        }

        if (resent > 0)
        {
            _events.Publish(new P2PEvent.CrmProgressed(actor.Campaign));
        }

        return new CrmResent(resent);
    }

    private async Task<CrmOverview> ReadAsync(Actor actor, CancellationToken cancellationToken) => new(
        _crms.Of(actor.Campaign)?.Name,
        await _outbox.FindSetupAsync(actor.Campaign, cancellationToken) ?? new(),
        await _outbox.CountAsync(actor.Campaign, cancellationToken));

    private AuditEntry Audit(Actor actor, string what, string detail) =>
        new(_clock.Now(), actor.User, what, actor.Campaign.ToString(), detail);

    private static Refusal NoCrm() => new(
        RefusalCode.CrmUnavailable, "No CRM is set up for this campaign. Whoever runs the server gives it an account first.");
}

/// <param name="Name">Of the CRM; <see langword="null"/>: whoever runs the server has set none up for this campaign.</param>
public sealed record CrmOverview(string? Name, CrmSetup Setup, CrmNumbers Numbers);

/// <param name="Count">How many entries wait again.</param>
public sealed record CrmResent(int Count);
