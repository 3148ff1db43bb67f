using P2P.Sdk.Events;

namespace P2P.Sdk.Results.Exports;

/// <summary>How far an export is, live.</summary>
public sealed class ExportFeed
{
    private readonly ExportService _exports;
    private readonly IEventStream _events;
    private readonly TimeProvider _time;

    internal ExportFeed(ExportService exports, IEventStream events, TimeProvider time) =>
        (_exports, _events, _time) = (exports, events, time);

    /// <summary>The export at once, then after every change, until it is done or has failed. Admins only; ends at once for an
    /// export that the campaign does not have.</summary>
    public IAsyncEnumerable<Export> WatchAsync(Actor actor, ExportId id, CancellationToken cancellationToken = default) =>
        ProgressFeed.WatchAsync(
            _events,
            _time,
            e => e is P2PEvent.ExportProgressed progressed && progressed.Campaign == actor.Campaign && progressed.Export == id,
            async token => await _exports.FindAsync(actor, id, token) is { IsRefused: false, Value: { } export } ? export : null,
            export => (export.State, export.Rows),
            export => export.State > ExportState.Writing,
            cancellationToken);
}
