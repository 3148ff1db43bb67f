using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>A PostgreSQL database: a pool of connections, work in transactions, and batches of one round trip.</summary>
/// <remarks>
/// Statements that recur are prepared by the driver. Connections go back to the pool as they are: nothing here changes a
/// session's settings other than for one transaction.
/// </remarks>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Group commit needs few connections; more only queue inside the server, and 100 is its default for all nodes.</summary>
    private const int DefaultPool = 32;

    // Hot paths have some hundred texts; the least recently used makes room.
    private const int PreparedStatements = 400;

    /// <summary>Milliseconds. A node that is paused in a transaction holds its locks no longer, so that others can go on.</summary>
    private const int LongestPause = 10_000;

    private const int Tries = 4; // The first, and three more after a deadlock or a serialization failure.

    private readonly NpgsqlDataSource _source;
    private readonly PostgresTables _tables;
    private readonly DbContextOptions<PostgresP2PDbContext> _options;

    /// <param name="connectionString">Of Npgsql; what it leaves open is chosen here.</param>
    /// <exception cref="ArgumentException">It is none, or names no server.</exception>
    public PostgresDatabase(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(Complete(connectionString));
        builder.UseNodaTime();
        _source = builder.Build();
        _options = new DbContextOptionsBuilder<PostgresP2PDbContext>().UseNpgsql(_source, npgsql => npgsql.UseNodaTime()).Options;
        using var context = CreateContext();
        _tables = new PostgresTables(context.Model);
    }

    public PostgresTables Tables => _tables;

    public PostgresP2PDbContext CreateContext() => new(_options);

    /// <summary>Reads at one moment.</summary>
    public async Task<T> ReadAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var result = await read(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Writes in one transaction (READ COMMITTED), whole or, where it throws, not at all.</summary>
    /// <param name="write">Called again, from its beginning, after a deadlock or a serialization failure.</param>
    public Task<T> WriteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RetryAsync(
            async () =>
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                await using var transaction =
                    await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
                var result = await write(connection, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return result;
            });

    /// <summary>Commands that go to the server together, in one round trip and, without a BEGIN among them, one transaction.</summary>
    /// <remarks>Committed only once the reader was read to its end.</remarks>
    public PostgresBatch CreateBatch() => new(_source.CreateBatch(), _tables);

    /// <summary>Commands that go together within the connection's transaction.</summary>
    public PostgresBatch CreateBatch(NpgsqlConnection connection) => new(connection.CreateBatch(), _tables);

    /// <param name="tables">Names of ours, not a caller's words.</param>
    public async Task AnalyzeAsync(IReadOnlyList<string> tables)
    {
        await using var command = _source.CreateCommand($"ANALYZE {string.Join(", ", tables)}");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Forgets idle connections: after one broke, the others are likely to be broken too.</summary>
    public void ClearPool() => _source.Clear();

    /// <summary>Runs it again, up to three times, where the server gave it up in favour of another transaction.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException exception) when (attempt < Tries && IsGivenUp(exception))
            {
                // It was rolled back whole, and the transaction in its way has ended by now.
            }
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>A deadlock or a serialization failure: nothing was written, and it may be tried again.</summary>
    public static bool IsGivenUp(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>The connection broke or the server is going down: whether it wrote is not known.</summary>
    public static bool IsLost(NpgsqlException exception) => exception is not PostgresException refused
        || refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState.StartsWith("08", StringComparison.Ordinal);

    private static string Complete(string connectionString)
    {
        var parsed = new NpgsqlConnectionStringBuilder(connectionString);
        if (string.IsNullOrEmpty(parsed.Host))
        {
            throw new ArgumentException(
                "A PostgreSQL store needs a server, such as \"Host=localhost;Database=p2p;Username=p2p\".", nameof(connectionString));
        }

        if (!parsed.ShouldSerialize("Maximum Pool Size"))
        {
            parsed.MaxPoolSize = Math.Max(DefaultPool, parsed.MinPoolSize);
        }

        if (!parsed.ShouldSerialize("Max Auto Prepare"))
        {
            parsed.MaxAutoPrepare = PreparedStatements;
            parsed.AutoPrepareMinUsages = 2;
        }

        if (string.IsNullOrEmpty(parsed.Options))
        {
            parsed.Options = $"-c idle_in_transaction_session_timeout={LongestPause}";
        }

        parsed.NoResetOnClose = true;
        return parsed.ToString();
    }
}
