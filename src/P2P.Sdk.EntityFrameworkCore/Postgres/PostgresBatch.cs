using System.Collections.Concurrent;
using Npgsql;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>Statements that go to the server in one round trip; without a BEGIN among them they are one transaction.</summary>
/// <remarks>
/// Statements are interpolated strings whose holes become parameters, never text. Lists are filled when the batch has run.
/// </remarks>
internal sealed class PostgresBatch(NpgsqlBatch batch, PostgresTables tables) : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(string Prefix, string Format), string> Texts = [];

    private readonly List<Func<NpgsqlDataReader, Task>?> _results = [];

    /// <summary>Has what follows planned once, by indexes alone.</summary>
    /// <remarks>A plan that was made while a table was small must not be kept as it grows; nor one be made at each run.</remarks>
    public void PlanByIndexes() =>
        Call($"SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)");

    /// <summary>The same, and what is asked for in the order of an index is read in it, not gathered and sorted.</summary>
    /// <remarks>A plan that was made while a table was young sorts; kept as the table grows, it would read all of a queue for its head.</remarks>
    public void PlanInOrder() => Call(
        $"SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)");

    /// <summary>A statement without an answer.</summary>
    public void Do(FormattableString sql) => Add("", sql);

    /// <summary>A SELECT for what it does: its answer is passed over.</summary>
    public void Call(FormattableString sql)
    {
        Add("", sql);
        _results.Add(null);
    }

    /// <summary>What a statement answers, row by row.</summary>
    public List<T> List<T>(FormattableString sql, Func<NpgsqlDataReader, T> read)
    {
        Add("", sql);
        return Expect(read);
    }

    /// <summary>The rows of <c>r</c>: of <c>SELECT its columns</c> and the rest of the statement, from FROM on.</summary>
    public List<TRow> Rows<TRow>(FormattableString rest)
        where TRow : class, new()
    {
        var table = tables.Of<TRow>();
        Add(table.Select, rest);
        return Expect(table.Read);
    }

    /// <summary>Has rows of item 0 written: for a transaction whose changes hold together or not at all.</summary>
    public void CommitAll() => Call($"SELECT set_config('p2p.committed', {"{0}"}, true)");

    /// <summary>Writes the rows of committed items by a statement over <see cref="PostgresTable{TRow}.Set"/>; none, if there are none.</summary>
    public void Write<TRow>(Guid campaign, IReadOnlyList<ItemRow<TRow>> rows, Func<PostgresTable<TRow>, string> sql)
        where TRow : class, new()
    {
        if (rows.Count > 0)
        {
            var table = tables.Of<TRow>();
            AddText(sql(table), [campaign, .. table.ToArrays(rows)]);
        }
    }

    /// <exception cref="PostgresException">The server refused it: nothing was written.</exception>
    /// <exception cref="NpgsqlException">Any other: the answer did not come, and it may have been written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var result in _results)
        {
            if (result is not null)
            {
                await result(reader);
            }

            await reader.NextResultAsync(cancellationToken);
        }

        while (await reader.NextResultAsync(cancellationToken))
        {
            // What the server says of the last statements, and of the commit, comes only now.
        }
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    private List<T> Expect<T>(Func<NpgsqlDataReader, T> read)
    {
        var list = new List<T>();
        _results.Add(async reader =>
        {
            while (await reader.ReadAsync())
            {
                list.Add(read(reader));
            }
        });
        return list;
    }

    private void Add(string prefix, FormattableString sql) => AddText(
        Texts.GetOrAdd((prefix, sql.Format), _ =>
            prefix + string.Format(sql.Format, [.. Enumerable.Range(1, sql.ArgumentCount).Select(i => $"${i}")])),
        sql.GetArguments());

    private void AddText(string text, IEnumerable<object?> values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        batch.BatchCommands.Add(command);
    }
}
