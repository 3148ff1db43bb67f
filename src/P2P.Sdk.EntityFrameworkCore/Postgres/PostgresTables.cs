using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>The tables of the model, each made when first asked for.</summary>
internal sealed class PostgresTables(IModel model)
{
    private readonly ConcurrentDictionary<Type, object> _tables = [];

    public PostgresTable<TRow> Of<TRow>()
        where TRow : class, new() =>
        (PostgresTable<TRow>)_tables.GetOrAdd(typeof(TRow), static (_, model) => new PostgresTable<TRow>(model), model);
}
