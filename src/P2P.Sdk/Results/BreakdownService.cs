using System.Globalization;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results;

/// <summary>What actions have come to by user, script, tag, value, error and minute (RES-3 to RES-5). Admins only.</summary>
/// <remarks>All of it is kept as it happens: a page costs what it shows, however many messages there are.</remarks>
public sealed class BreakdownService
{
    /// <summary>A day.</summary>
    public const int MostMinutes = 1_440;

    private readonly IResultStore _store;
    private readonly IActionStore _actions;
    private readonly ICampaignStore _campaigns;

    internal BreakdownService(IResultStore store, IActionStore actions, ICampaignStore campaigns) =>
        (_store, _actions, _campaigns) = (store, actions, campaigns);

    /// <summary>Users with what they did in an action, without those who were removed.</summary>
    /// <param name="filter">Its conditions on an action are meant of this one, where it names none.</param>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    public async Task<Outcome<Page<UserResult>>> PageUsersAsync(
        Actor actor, ActionId action, UserFilter filter, UserOrder order, PageRequest page, bool count,
        CancellationToken cancellationToken = default)
    {
        if (await FaultAsync(actor, action, cancellationToken) is { } fault)
        {
            return fault;
        }

        return !KeptText.Fits(filter.Search)
            ? new Page<UserResult>([], false, false, count ? 0 : null) // Nobody has such a name.
            : await _store.PageUsersAsync(
                actor.Campaign, action, filter with { Action = filter.Action ?? action }, order, page, count, cancellationToken);
    }

    /// <summary>An action's scripts in their order: those in use, and those that were retired after they were sent.</summary>
    public async Task<Outcome<Page<ScriptResult>>> PageScriptsAsync(
        Actor actor, ActionId action, ScriptKind? kind, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _actions.FindAsync(actor.Campaign, action, cancellationToken) is not { } found)
        {
            return Refusal.NotFound("action");
        }

        var tallies = (await _store.ListAsync(actor.Campaign, action, TallyKind.Script, cancellationToken))
            .ToDictionary(t => new ScriptId(t.Key.Id), t => t.Tally);
        var places = found.Scripts.Select((script, i) => (script.Id, i)).ToDictionary(place => place.Id, place => place.i);
        var scripts = found.Scripts
            .Where(script => kind is null || script.Kind == kind)
            .Select(script => (Script: script, Tally: tallies.GetValueOrDefault(script.Id)))
            .Where(s => !s.Script.IsRetired || s.Tally.Sent > 0)
            .Select(s => new ScriptResult(s.Script, s.Tally.Sent, s.Tally.Replied, s.Tally.OptedOut));
        return Page.In(scripts, page, s => new Cursor(places[s.Script.Id], s.Script.Id.Value));
    }

    /// <summary>The tags that reports and scripts of an action put on contacts, the most frequent first.</summary>
    public async Task<Outcome<Page<TagResult>>> PageTagsAsync(
        Actor actor, ActionId action, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (await FaultAsync(actor, action, cancellationToken) is { } fault)
        {
            return fault;
        }

        var names = (await _campaigns.ListTagsAsync(actor.Campaign, cancellationToken))
            .GroupBy(tag => Tag.Key(tag.Name)).ToDictionary(same => same.Key, same => same.First().Name);
        var tags = await _store.PageAsync(actor.Campaign, action, TallyKind.Tag, null, page, cancellationToken);
        return tags.Select(t => new TagResult(names.GetValueOrDefault(t.Key.Word, t.Key.Word), t.Tally.Reports, t.Tally.Sent));
    }

    /// <summary>The values that reports and scripts of an action gave to custom fields, the most frequent first.</summary>
    /// <param name="field"><see langword="null"/>: of all fields.</param>
    public async Task<Outcome<Page<FieldValueResult>>> PageFieldValuesAsync(
        Actor actor, ActionId action, CustomFieldId? field, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (await FaultAsync(actor, action, cancellationToken) is { } fault)
        {
            return fault;
        }

        var values = await _store.PageAsync(actor.Campaign, action, TallyKind.FieldValue, field?.Value, page, cancellationToken);
        return values.Select(t => new FieldValueResult(new(t.Key.Owner), t.Key.Word, t.Tally.Reports, t.Tally.Sent));
    }

    /// <summary>The carrier's error codes with what they mean, the most frequent first; of filtered texts too.</summary>
    public async Task<Outcome<Page<ErrorResult>>> PageErrorsAsync(
        Actor actor, ActionId action, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (await FaultAsync(actor, action, cancellationToken) is { } fault)
        {
            return fault;
        }

        var errors = await _store.PageAsync(actor.Campaign, action, TallyKind.Error, null, page, cancellationToken);
        return errors.Select(t => new ErrorResult(ErrorOf(t.Key.Word), t.Tally.Errors));
    }

    /// <summary>What happened minute by minute.</summary>
    /// <param name="from">Somewhere in the first minute: all of it is told.</param>
    /// <param name="to">The end, excluded; the minute that it lies in is told in full. At most a day after <paramref name="from"/>.</param>
    /// <returns>The minutes in which something happened, in their order.</returns>
    public async Task<Outcome<IReadOnlyList<SeriesPoint>>> ReadSeriesAsync(
        Actor actor, ActionId action, Instant from, Instant to, CancellationToken cancellationToken = default)
    {
        if (await FaultAsync(actor, action, cancellationToken) is { } fault)
        {
            return fault;
        }

        if (to <= from || to - from > Duration.FromMinutes(MostMinutes))
        {
            return Refusal.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"A series ends after it begins, and has at most {MostMinutes:N0} minutes."), "to");
        }

        var minutes = await _store.ReadMinutesAsync(
            actor.Campaign, action, BeginOfMinute(from), BeginOfMinute(to - Duration.Epsilon) + Duration.FromMinutes(1), cancellationToken);
        return Outcome.Of<IReadOnlyList<SeriesPoint>>(
        [
            .. minutes.Select(m => new SeriesPoint(m.Minute, m.Tally.Sent, m.Tally.Replied, m.Tally.OptedOut, m.Tally.Errors)),
        ]);
    }

    internal static CarrierError ErrorOf(string code) => code.Length == 0
        ? new("", CarrierErrorClass.Unknown, "The carrier gave no code.")
        : CarrierErrors.Find(code);

    private static Instant BeginOfMinute(Instant at) => TallyKey.MinuteOf(TallyKey.MinuteId(at));

    private async Task<Refusal?> FaultAsync(Actor actor, ActionId action, CancellationToken cancellationToken) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _actions.FindAsync(actor.Campaign, [action], cancellationToken) is [] ? Refusal.NotFound("action")
        : null;
}
