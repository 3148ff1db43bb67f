using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results.Exports;

/// <summary>Files of a campaign's rows (RES-6), written in the background. Admins only.</summary>
public sealed class ExportService
{
    private readonly IExportStore _store;
    private readonly IBlobStore? _blobs;
    private readonly IActionStore _actions;
    private readonly IContactStore _contacts;
    private readonly ICampaignStore _campaigns;
    private readonly IReadOnlyList<IExportFormatWriter> _formats;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal ExportService(
        IExportStore store, IBlobStore? blobs, IActionStore actions, IContactStore contacts, ICampaignStore campaigns,
        IEnumerable<IExportFormatWriter> formats, IEventStream events, IClock clock) =>
        (_store, _blobs, _actions, _contacts, _campaigns, _formats, _events, _clock) =
        (store, blobs, actions, contacts, campaigns, [.. formats], events, clock);

    /// <summary>Asks for a file; see <see cref="FindAsync"/> for how far it is.</summary>
    /// <param name="where">Which contacts' rows; opt-outs are always all of the campaign's; of users and errors it says the
    /// action only.</param>
    public async Task<Outcome<Export>> StartAsync(
        Actor actor, ExportKind kind, ExportFormat format, ContactFilter? where = null, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        where ??= new ContactFilter();
        if (await FaultOfAsync(actor, kind, format, where, cancellationToken) is { } fault)
        {
            return fault;
        }

        if (await FilterCheck.OfAsync(_campaigns, actor.Campaign, where, cancellationToken, "where") is { Count: > 0 } refusals)
        {
            return Outcome.Refused<Export>(refusals);
        }

        var export = new Export
        {
            Id = ExportId.New(),
            Kind = kind,
            Format = format,
            Where = where,
            User = actor.User,
            StartedAt = _clock.Now(),
        };
        var audit = new AuditEntry(export.StartedAt, actor.User, "export.started", export.Id.ToString(), Describe(export));
        await _store.AddAsync(actor.Campaign, export, audit, cancellationToken);
        _events.Publish(new P2PEvent.ExportProgressed(actor.Campaign, export.Id));
        return export;
    }

    /// <summary>An export and how far it is.</summary>
    public async Task<Outcome<Export>> FindAsync(Actor actor, ExportId id, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.FindAsync(actor.Campaign, id, cancellationToken) is { } export ? export
        : Refusal.NotFound("export");

    /// <summary>The campaign's exports, latest first.</summary>
    public async Task<Outcome<Page<Export>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden() : await _store.PageAsync(actor.Campaign, page, cancellationToken);

    /// <summary>The file of an export that is done.</summary>
    /// <returns>The caller disposes it. NOT_FOUND where there is no file, or none any more.</returns>
    public async Task<Outcome<ExportFile>> OpenAsync(Actor actor, ExportId id, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(actor, id, cancellationToken);
        if (found.IsRefused)
        {
            return Outcome.Refused<ExportFile>(found.Refusals);
        }

        var export = found.Value;
        return export.File is { } file && _blobs is not null && await _blobs.OpenAsync(actor.Campaign, file, cancellationToken) is { } blob
            ? new ExportFile(export, $"{export.Kind}-{export.StartedAt:uuuu-MM-dd'T'HHmm}Z.{WriterOf(export.Format)?.Extension}".ToLowerInvariant(), blob)
            : Refusal.NotFound("file");
    }

    internal IExportFormatWriter? WriterOf(ExportFormat format) => _formats.LastOrDefault(writer => writer.Format == format);

    /// <summary>What was exported, in words; not what was searched for.</summary>
    private static string Describe(Export export)
    {
        var where = export.Where;
        string?[] limits =
        [
            where.List is { } list ? $"list {list}" : null,
            where.Action is { } action ? $"action {action}" : null,
            where.AssignedTo is { } user ? $"user {user}" : null,
            where.Tag is not null ? "a tag" : null,
            where.Search is not null ? "a search" : null,
            where.Fields is { Count: > 0 } ? "custom fields" : null,
            where.Texted is not null || where.LastTextedFrom is not null || where.LastTextedBefore is not null ? "last texted" : null,
            where.Contacts is { } contacts ? $"{contacts.Count} contacts" : null,
            where.NeedsAttention is not null || where.Unread is not null || where.OptedOut is not null ? "a state" : null,
        ];
        var said = string.Join(", ", limits.OfType<string>());
        return $"{export.Kind} as {export.Format}{(said.Length > 0 ? ": " + said : "")}";
    }

    private async Task<Refusal?> FaultOfAsync(
        Actor actor, ExportKind kind, ExportFormat format, ContactFilter where, CancellationToken cancellationToken) =>
        !Enum.IsDefined(kind) ? Refusal.Invalid("There is no such export.", "kind")
        : WriterOf(format) is null ? Refusal.Invalid($"This server does not write {format} files.", "format")
        : _blobs is null ? Refusal.Invalid("This server has no place for files.")
        : kind is ExportKind.OptOuts or ExportKind.Audit && where != new ContactFilter()
            ? Refusal.Invalid("Opt-outs and the audit trail are exported all at once.", "where")
        : kind is ExportKind.Users or ExportKind.Errors && where != new ContactFilter { Action = where.Action }
            ? Refusal.Invalid("Users and errors are exported of one action, or of all.", "where")
        : where.Action is { } action && await _actions.FindAsync(actor.Campaign, action, cancellationToken) is null
            ? Refusal.NotFound("action")
        : where.List is { } list && await _contacts.FindListsAsync(actor.Campaign, [list], cancellationToken) is []
            ? Refusal.NotFound("list")
        : null;
}

/// <summary>The file of an export. Disposing it closes it.</summary>
/// <param name="Name">What to call it where it is saved.</param>
public sealed record ExportFile(Export Export, string Name, Blob Blob) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Blob.DisposeAsync();
}
