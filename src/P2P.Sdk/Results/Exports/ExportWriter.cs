using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results.Exports;

/// <summary>Writes exports that wait, one after the other, and deletes files that have had their time.</summary>
/// <remarks>A running host does this by itself; a command that has none writes what it has asked for.</remarks>
public sealed partial class ExportWriter
{
    /// <summary>How often a process may die over an export until it is given up.</summary>
    private const int MostTurns = 3;

    private const int RowsBetweenSigns = 2_000;

    private static readonly Duration Lease = Duration.FromSeconds(30);

    private readonly IExportStore _store;
    private readonly ExportTables _tables;
    private readonly ExportService _service;
    private readonly IBlobStore? _blobs;
    private readonly IEventStream _events;
    private readonly IClock _clock;
    private readonly ILogger<ExportWriter> _logger;

    internal ExportWriter(
        IExportStore store, ExportTables tables, ExportService service, IBlobStore? blobs, IEventStream events, IClock clock,
        ILogger<ExportWriter> logger) =>
        (_store, _tables, _service, _blobs, _events, _clock, _logger) = (store, tables, service, blobs, events, clock, logger);

    /// <summary>Writes the next export that waits, of any campaign.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> WriteNextAsync(CancellationToken cancellationToken)
    {
        if (_blobs is null || await _store.TakeAsync(Lease, cancellationToken) is not { } turn)
        {
            return false;
        }

        try
        {
            await WriteAsync(turn, _blobs, cancellationToken);
            return true;
        }
        catch when (cancellationToken.IsCancellationRequested)
        {
            // Another node begins it anew at once, and does not wait for the lease to end.
            await _store.KeepAsync(turn, 0, Duration.Zero, CancellationToken.None);
            throw;
        }
    }

    internal async Task ExpireAsync(CancellationToken cancellationToken)
    {
        foreach (var (campaign, file) in await _store.ExpireAsync(_clock.Now() - Export.Kept, cancellationToken))
        {
            if (_blobs is not null)
            {
                await _blobs.DeleteAsync(campaign, file, cancellationToken);
            }
        }
    }

    private async Task WriteAsync(ExportTurn turn, IBlobStore files, CancellationToken cancellationToken)
    {
        var (export, file) = (turn.Export, BlobId.New());
        try
        {
            var after = _service.WriterOf(export.Format) is not { } writer
                ? Failed(export, Refusal.Invalid($"This server does not write {export.Format} files."))
                : turn.Number > MostTurns
                ? Failed(export, Refusal.Invalid("The file could not be written: ask for less, or look at the server's log."))
                : await WriteAsync(turn, writer, files, file, cancellationToken);
            if (!await _store.FinishAsync(turn, after, cancellationToken) && after.File is not null)
            {
                await files.DeleteAsync(turn.Campaign, file, cancellationToken); // Another has taken it over meanwhile.
            }
        }
        catch (TurnIsOverException)
        {
            return; // Whoever has it now tells how far it is.
        }
        catch (TooManyRowsException)
        {
            await _store.FinishAsync(turn, Failed(export, TooManyRows(export)), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            ExportFailed(_logger, export.Id, failure);
            var after = Failed(export, Refusal.Invalid("The file could not be written. Ask for it again."));
            await _store.FinishAsync(turn, after, cancellationToken);
        }

        _events.Publish(new P2PEvent.ExportProgressed(turn.Campaign, export.Id));
    }

    private async Task<Export> WriteAsync(
        ExportTurn turn, IExportFormatWriter writer, IBlobStore files, BlobId file, CancellationToken cancellationToken)
    {
        var table = await _tables.OpenAsync(turn.Campaign, turn.Export, cancellationToken);
        var progress = new Progress();
        var rows = CountAsync(turn, writer, table.Rows, progress, cancellationToken);
        var bytes = await files.PutAsync(
            turn.Campaign, file, writer.ContentType,
            stream => writer.WriteAsync(table with { Rows = rows }, stream, cancellationToken), cancellationToken);
        return turn.Export with
        {
            State = ExportState.Done,
            Rows = progress.Rows,
            Bytes = bytes,
            File = file,
            FinishedAt = _clock.Now(),
        };
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> CountAsync(
        ExportTurn turn, IExportFormatWriter writer, IAsyncEnumerable<IReadOnlyList<object?>> rows, Progress progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (progress.Rows == writer.MostRows)
            {
                throw new TooManyRowsException();
            }

            yield return row;
            if (++progress.Rows % RowsBetweenSigns == 0)
            {
                FaultPoint.Reach("export.writing");
                if (!await _store.KeepAsync(turn, progress.Rows, Lease, cancellationToken))
                {
                    throw new TurnIsOverException();
                }

                _events.Publish(new P2PEvent.ExportProgressed(turn.Campaign, turn.Export.Id));
            }
        }
    }

    private static Refusal TooManyRows(Export export) =>
        Refusal.Invalid($"There are more rows than a file of the format {export.Format} holds. Export them as CSV, or fewer of them.");

    private Export Failed(Export export, Refusal why) =>
        export with { State = ExportState.Failed, Failure = why, FinishedAt = _clock.Now() };

    [LoggerMessage(Level = LogLevel.Error, Message = "Export {Export} could not be written.")]
    private static partial void ExportFailed(ILogger logger, ExportId export, Exception failure);

    private sealed class Progress
    {
        public long Rows { get; set; }
    }

    private sealed class TurnIsOverException : Exception;

    private sealed class TooManyRowsException : Exception;
}
