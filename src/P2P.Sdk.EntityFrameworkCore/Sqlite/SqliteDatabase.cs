using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>A database file: many readers, and one writer that commits together what arrives together.</summary>
/// <remarks>
/// SQLite has one writer at a time. A loop of this process is it: it opens a transaction by BEGIN IMMEDIATE, runs what
/// waits, each in a savepoint of its own, and commits once, so that 32 tasks that race never see a busy database and
/// share one flush of the disk. Other processes on the same file wait up to 5 seconds.
/// </remarks>
internal sealed class SqliteDatabase : Database, IAsyncDisposable
{
    /// <summary>After it a batch takes no more in: a writer of another process waits no longer than that and one write.</summary>
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(20);

    private const int ReadersKept = 16;

    // In kilobytes. The writer needs what it touches of every index; readers share the system's cache of the file.
    private const int WriterCache = 64_000;
    private const int ReaderCache = 4_000;

    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(new() { SingleReader = true });
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly RowMaps _maps;
    private readonly TimeProvider _time;
    private readonly Task _writer;

    /// <param name="connectionString">As <see cref="Check"/> returned it.</param>
    /// <param name="time">The machines' clock, for leases and deadlines; <see langword="null"/> for the system's.</param>
    public SqliteDatabase(string connectionString, TimeProvider? time = null)
    {
        (ConnectionString, _time) = (connectionString, time ?? TimeProvider.System);
        using var context = CreateContext();
        _maps = new RowMaps(context.Model, new SqliteValues());
        _writer = Task.Run(WriteAllAsync);
    }

    public string ConnectionString { get; }

    /// <returns>The same with what this class needs.</returns>
    /// <exception cref="ArgumentException">It names a database in memory.</exception>
    public static string Check(string connectionString)
    {
        var parsed = new SqliteConnectionStringBuilder(connectionString);
        if (parsed.Mode == SqliteOpenMode.Memory || parsed.DataSource is "" or ":memory:")
        {
            throw new ArgumentException(
                "A SQLite store needs a file, such as \"Data Source=p2p.db\": a database in memory has one connection only. "
                + "Without a file, the in-memory stores of P2P.Sdk do the same.", nameof(connectionString));
        }

        parsed.Pooling = false; // Sessions are kept here, with their prepared statements.
        parsed.DefaultTimeout = 5;
        return parsed.ToString();
    }

    /// <returns>The file's path; <see langword="null"/> where the connection string names it by a URI or a placeholder.</returns>
    public static string? PathOf(string connectionString) => new SqliteConnectionStringBuilder(connectionString).DataSource is var path
        && !path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !path.StartsWith('|') ? path : null;

    public override SqliteP2PDbContext CreateContext() =>
        new(new DbContextOptionsBuilder<SqliteP2PDbContext>().UseSqlite(ConnectionString).Options);

    public override Task<T> ReadAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(read, null, cancellationToken);

    public override async Task<T> SearchAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(read, LongestSearch, cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new SearchTooBroadException(exception);
        }
    }

    private async Task<T> ReadAsync<T>(Func<Session, ValueTask<T>> read, TimeSpan? longest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var session = _readers.TryTake(out var kept) ? kept : new SqliteSession(ConnectionString, _maps, ReaderCache, _time);
        try
        {
            session.Run("BEGIN");
            session.GiveUpAfter(longest);
            var result = await read(session);
            session.GiveUpAfter(null);
            session.Run("COMMIT");
            if (_readers.Count < ReadersKept)
            {
                _readers.Add(session);
                session = null;
            }

            return result;
        }
        finally
        {
            session?.Dispose();
        }
    }

    public override Task<T> WriteAsync<T>(Func<Session, ValueTask<T>> write, CancellationToken cancellationToken)
    {
        var job = new Write<T>(write, cancellationToken);
        return _writes.Writer.TryWrite(job) ? job.Task : throw new ObjectDisposedException(nameof(SqliteDatabase));
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writer;
        while (_readers.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private async Task WriteAllAsync()
    {
        SqliteSession? session = null;
        while (await _writes.Reader.WaitToReadAsync())
        {
            var batch = new List<Write>();
            try
            {
                session ??= new SqliteSession(ConnectionString, _maps, WriterCache, _time);
                await WriteBatchAsync(session, batch);
            }
#pragma warning disable CA1031 // Whatever it is belongs to those who wait for the batch; the loop goes on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                session?.Dispose(); // Rolls back what was open.
                session = null;
                if (batch.Count == 0 && _writes.Reader.TryRead(out var first))
                {
                    batch.Add(first); // The database did not open, or was busy for too long.
                }

                batch.ForEach(write => write.Fail(exception));
            }
        }

        session?.Dispose();
    }

    private async Task WriteBatchAsync(SqliteSession session, List<Write> batch)
    {
        session.Run("BEGIN IMMEDIATE");
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < LongestBatch && _writes.Reader.TryRead(out var write))
        {
            batch.Add(write);
            await write.RunAsync(session);
        }

        session.Run("COMMIT");
        batch.ForEach(write => write.Complete());
    }

    private abstract class Write
    {
        public abstract ValueTask RunAsync(SqliteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<Session, ValueTask<T>> write, CancellationToken cancellationToken) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _failure;

        public Task<T> Task => _done.Task;

        public override async ValueTask RunAsync(SqliteSession session)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _failure = new OperationCanceledException(cancellationToken);
                return;
            }

            session.Run("SAVEPOINT write");
            try
            {
                _result = await write(session);
                session.Run("RELEASE write");
            }
#pragma warning disable CA1031 // It is the caller's, who gets it once the others have committed.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failure = exception;
                session.Run("ROLLBACK TO write");
                session.Run("RELEASE write");
            }
        }

        public override void Complete()
        {
            switch (_failure)
            {
                case null: _done.SetResult(_result!); break;
                case OperationCanceledException: _done.SetCanceled(cancellationToken); break;
                default: _done.SetException(_failure); break;
            }
        }

        public override void Fail(Exception exception) => _done.TrySetException(_failure ?? exception);
    }
}
