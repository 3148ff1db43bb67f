using System.Data.Common;
using NodaTime;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>A transaction of one database, whichever; used by one caller at a time.</summary>
/// <remarks>
/// Statements are interpolated strings whose holes become parameters, never text; they are written in the SQL that SQLite
/// and PostgreSQL share. SQLite has one writer. PostgreSQL has many, each statement of which sees what others have
/// committed: what is read to be written must be locked first (the methods named Lock), or stand as a condition in the
/// writing statement. Locks are taken in the order: folders, lists, actions, contacts by id, targets by id, the campaign,
/// pools and counters by key; numbers go before contacts.
/// </remarks>
internal abstract class Session(RowMaps maps)
{
    /// <summary>How this database keeps what a statement of several tables answers.</summary>
    public ColumnValues Values => Maps.Values;

    protected RowMaps Maps { get; } = maps;

    /// <summary>The rows that follow from <c>SELECT its columns FROM its table</c> and the rest of the statement.</summary>
    public async ValueTask<List<TRow>> QueryAsync<TRow>(FormattableString rest)
        where TRow : class, new()
    {
        var rows = new List<TRow>();
        await ForEachAsync<TRow>(rest, rows.Add);
        return rows;
    }

    public async ValueTask<TRow?> FindAsync<TRow>(FormattableString rest)
        where TRow : class, new()
    {
        var map = Maps.Of<TRow>();
        await using var reader = await ReadAsync(typeof(TRow), map.Select, rest);
        return await reader.ReadAsync() ? map.Read(reader) : null;
    }

    /// <summary>Reads rows one by one, for tables that do not fit in memory. The action runs no statement.</summary>
    public async ValueTask ForEachAsync<TRow>(FormattableString rest, Action<TRow> action)
        where TRow : class, new()
    {
        var map = Maps.Of<TRow>();
        await using var reader = await ReadAsync(typeof(TRow), map.Select, rest);
        while (await reader.ReadAsync())
        {
            action(map.Read(reader));
        }
    }

    /// <summary>What a statement answers, row by row.</summary>
    public async ValueTask<List<T>> ListAsync<T>(FormattableString sql, Func<DbDataReader, T> read)
    {
        var list = new List<T>();
        await using var reader = await ReadAsync(null, "", sql);
        while (await reader.ReadAsync())
        {
            list.Add(read(reader));
        }

        return list;
    }

    /// <summary>A whole number; 0 where there is no row or it is null.</summary>
    public abstract ValueTask<long> NumberAsync(FormattableString sql);

    /// <returns>How many rows were written.</returns>
    public abstract ValueTask<int> ExecuteAsync(FormattableString sql);

    public async ValueTask InsertAsync<TRow>(TRow row)
        where TRow : class, new() => await WriteAsync(Maps.Of<TRow>(), Maps.Of<TRow>().Insert, row);

    /// <summary>Inserts a row, or does what the clause says: <c>ON CONFLICT DO NOTHING</c>.</summary>
    /// <returns>How many rows were written.</returns>
    public ValueTask<int> InsertAsync<TRow>(TRow row, string onConflict)
        where TRow : class, new() => WriteAsync(Maps.Of<TRow>(), $"{Maps.Of<TRow>().Insert} {onConflict}", row);

    /// <summary>Writes every column of the row that has this primary key; what was read must have been locked before.</summary>
    public async ValueTask UpdateAsync<TRow>(TRow row)
        where TRow : class, new() => await WriteAsync(Maps.Of<TRow>(), Maps.Of<TRow>().Update, row);

    /// <summary>The machines' clock: one for all nodes.</summary>
    public abstract ValueTask<Instant> NowAsync();

    /// <summary>Keeps others from changing these rows until the transaction ends; reading and pointing to them goes on.
    /// Does nothing where there is one writer.</summary>
    /// <param name="rest">What follows <c>FROM its table</c>: a condition, and the order where there may be several. It may
    /// say <c>= ANY(ids)</c>, since SQLite never runs it.</param>
    public abstract ValueTask LockAsync<TRow>(FormattableString rest)
        where TRow : class, new();

    /// <summary>The same for something that has no row, until the transaction ends.</summary>
    public abstract ValueTask LockAsync(LockName name);

    /// <summary>The same for many, in the order of their keys.</summary>
    public abstract ValueTask LockAsync(IEnumerable<LockName> names);

    /// <summary>Keeps out who locks this name, not others who share it.</summary>
    public abstract ValueTask ShareAsync(LockName name);

    /// <summary>Locks a name that nobody has now.</summary>
    /// <returns>False, at once, if somebody locks or shares it.</returns>
    public abstract ValueTask<bool> TryLockAsync(LockName name);

    /// <summary>To follow a table's name: the index to read it by, where the planner would choose another.</summary>
    public abstract string IndexedBy(string index);

    /// <param name="row">Whose table the prefix selects from; <see langword="null"/> with no prefix.</param>
    protected abstract ValueTask<DbDataReader> ReadAsync(Type? row, string prefix, FormattableString sql);

    /// <param name="sql">With a parameter for each column.</param>
    protected abstract ValueTask<int> WriteAsync<TRow>(RowMap<TRow> map, string sql, TRow row)
        where TRow : class, new();
}
