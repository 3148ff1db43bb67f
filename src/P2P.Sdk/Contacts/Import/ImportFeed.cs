using P2P.Sdk.Events;

namespace P2P.Sdk.Contacts.Import;

/// <summary>How far an import is, live.</summary>
public sealed class ImportFeed
{
    private readonly ContactImporter _importer;
    private readonly IEventStream _events;
    private readonly TimeProvider _time;

    internal ImportFeed(ContactImporter importer, IEventStream events, TimeProvider time) =>
        (_importer, _events, _time) = (importer, events, time);

    /// <summary>The import at once, then after every change, until it is done or has failed. Admins only; ends at once for an
    /// import that the campaign does not have.</summary>
    public IAsyncEnumerable<ContactImport> WatchAsync(
        Actor actor, ContactImportId id, CancellationToken cancellationToken = default) => ProgressFeed.WatchAsync(
        _events,
        _time,
        e => e is P2PEvent.ImportProgressed progressed && progressed.Campaign == actor.Campaign && progressed.Import == id,
        async token => await _importer.FindAsync(actor, id, token) is { IsRefused: false, Value: { } import } ? import : null,
        import => (import.State, import.RowsRead, import.RowsMerged),
        import => import.State is ImportState.Done or ImportState.Failed,
        cancellationToken);
}
