using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>The maps of all tables of one database, made when first asked for; shared by its sessions.</summary>
internal sealed class RowMaps(IModel model, ColumnValues values)
{
    private readonly ConcurrentDictionary<Type, object> _maps = [];

    public ColumnValues Values => values;

    public RowMap<TRow> Of<TRow>()
        where TRow : class, new() =>
        (RowMap<TRow>)_maps.GetOrAdd(typeof(TRow), static (_, maps) => new RowMap<TRow>(maps.Model, maps.Values), (Model: model, Values: values));
}
