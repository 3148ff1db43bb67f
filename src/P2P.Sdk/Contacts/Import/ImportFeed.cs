using System.Runtime.CompilerServices;
using P2P.Sdk.Events;

namespace P2P.Sdk.Contacts.Import;

/// <summary>How far an import is, live.</summary>
public sealed class ImportFeed
{
    /// <summary>At most four times a second.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>Events may be lost, so the import is read again now and then.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    private readonly ContactImporter _importer;
    private readonly IEventStream _events;
    private readonly TimeProvider _time;

    internal ImportFeed(ContactImporter importer, IEventStream events, TimeProvider time) =>
        (_importer, _events, _time) = (importer, events, time);

    /// <summary>The import at once, then after every change, until it is done or has failed. Admins only; ends at once for an
    /// import that the campaign does not have.</summary>
    public async IAsyncEnumerable<ContactImport> WatchAsync(
        Actor actor, ContactImportId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = _events.Subscribe(
            e => e is P2PEvent.ImportProgressed progressed && progressed.Campaign == actor.Campaign && progressed.Import == id);
        // Not disposed: it may still be waiting then, which it does not allow. The subscription's end frees it.
        var told = subscription.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = told.MoveNextAsync().AsTask();
        ContactImport? seen = null;
        while (await _importer.FindAsync(actor, id, cancellationToken) is { IsRefused: false, Value: { } import })
        {
            if (seen is null || (import.State, import.RowsRead, import.RowsMerged) != (seen.State, seen.RowsRead, seen.RowsMerged))
            {
                seen = import;
                yield return import;
            }

            if (import.State is ImportState.Done or ImportState.Failed)
            {
                yield break;
            }

            await Task.Delay(Tick, _time, cancellationToken);
            await Task.WhenAny(next, Task.Delay(Recheck, _time, cancellationToken));
            if (next.IsCompleted && await next)
            {
                next = told.MoveNextAsync().AsTask();
            }
        }
    }
}
