using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>One table of a campaign's rows: read row by row, written by the set, as one array for each column.</summary>
/// <remarks>
/// A set's rows each belong to an item of a batch, and only those of committed items are written: the array <c>item</c>
/// says whose each row is, <see cref="Committed"/> which items those are.
/// </remarks>
internal sealed class PostgresTable<TRow>
    where TRow : class, new()
{
    /// <summary>The items to write, as the verdict of this transaction left them.</summary>
    public const string Committed = "((SELECT current_setting('p2p.committed')::int[])::int[])";

    private readonly (string Name, bool IsKey, Func<IReadOnlyList<ItemRow<TRow>>, Array> ToArray)[] _columns;

    public PostgresTable(IModel model)
    {
        var entity = model.FindEntityType(typeof(TRow)) ?? throw new ArgumentException($"{typeof(TRow)} is no row.");
        IProperty[] properties = [.. entity.GetProperties()];
        Name = entity.GetTableName()!;
        _columns =
        [
            .. properties.Where(p => p.GetColumnName() != "campaign_id")
                .Select(p => (p.GetColumnName(), p.IsPrimaryKey(), Gatherer(p))),
        ];
        Read = Reader(properties);
        Select = $"SELECT {string.Join(", ", properties.Select(p => "r." + p.GetColumnName()))} ";
        Insert = InsertWith();
        Update = UpdateWith();
        Upsert = $"{Insert} ON CONFLICT (campaign_id, {Join(c => c.IsKey, name => name)}) DO UPDATE SET "
            + Join(c => !c.IsKey, name => $"{name} = excluded.{name}");
    }

    public string Name { get; }

    /// <summary>Every column of <c>r</c>; what follows says FROM what.</summary>
    public string Select { get; }

    public Func<NpgsqlDataReader, TRow> Read { get; }

    public string Insert { get; }

    /// <summary>Every column, by the primary key.</summary>
    public string Update { get; }

    /// <summary>Inserts, or where the primary key is taken writes every other column.</summary>
    public string Upsert { get; }

    /// <summary>All columns but the campaign, in the order of <see cref="ToArrays"/>.</summary>
    public IEnumerable<string> Columns => _columns.Select(c => c.Name);

    /// <summary>The set as a table <c>v</c>; parameter 1 is the campaign.</summary>
    public string Set =>
        $"unnest({string.Join(", ", Enumerable.Range(2, _columns.Length + 1).Select(i => $"${i}"))}) "
        + $"AS v (item, {Join(_ => true, name => name)})";

    /// <param name="expressions">What to write instead of the set's own value.</param>
    public string InsertWith(params IReadOnlyList<(string Column, string Value)> expressions) =>
        $"""
        INSERT INTO {Name} (campaign_id, {Join(_ => true, name => name)})
        SELECT $1, {Join(_ => true, name => Value(name, expressions))} FROM {Set} WHERE v.item = ANY {Committed}
        """;

    /// <inheritdoc cref="InsertWith"/>
    public string UpdateWith(params IReadOnlyList<(string Column, string Value)> expressions) =>
        $"""
        UPDATE {Name} AS t SET {Join(c => !c.IsKey, name => $"{name} = {Value(name, expressions)}")} FROM {Set}
        WHERE t.campaign_id = $1 AND {string.Join(" AND ", _columns.Where(c => c.IsKey).Select(c => $"t.{c.Name} = v.{c.Name}"))}
            AND v.item = ANY {Committed}
        """;

    /// <summary>The items' numbers, then the columns.</summary>
    public IEnumerable<Array> ToArrays(IReadOnlyList<ItemRow<TRow>> rows) =>
        _columns.Select(column => column.ToArray(rows)).Prepend(rows.Select(row => row.Item).ToArray());

    private static string Value(string column, IReadOnlyList<(string Column, string Value)> expressions) =>
        expressions.FirstOrDefault(e => e.Column == column).Value ?? $"v.{column}";

    private string Join(Func<(string Name, bool IsKey, object), bool> wanted, Func<string, string> show) =>
        string.Join(", ", _columns.Where(c => wanted((c.Name, c.IsKey, c.ToArray))).Select(c => show(c.Name)));

    private static Func<IReadOnlyList<ItemRow<TRow>>, Array> Gatherer(IProperty property)
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Property(row, property.PropertyInfo!);
        var kept = Kept(property.ClrType);
        var get = Expression.Lambda(kept == value.Type ? value : Expression.Convert(value, kept), row).Compile();
        return (Func<IReadOnlyList<ItemRow<TRow>>, Array>)typeof(PostgresTable<TRow>)
            .GetMethod(nameof(GatherBy), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(kept).Invoke(null, [get])!;
    }

    private static Func<IReadOnlyList<ItemRow<TRow>>, Array> GatherBy<T>(Func<TRow, T> get) => rows =>
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = get(rows[i].Row);
        }

        return values;
    };

    private static Func<NpgsqlDataReader, TRow> Reader(IProperty[] properties)
    {
        var reader = Expression.Parameter(typeof(NpgsqlDataReader));
        var bindings = properties.Select((p, i) => Expression.Bind(p.PropertyInfo!, ReadColumn(reader, Expression.Constant(i), p)));
        return Expression.Lambda<Func<NpgsqlDataReader, TRow>>(
            Expression.MemberInit(Expression.New(typeof(TRow)), bindings), reader).Compile();
    }

    private static Expression ReadColumn(Expression reader, Expression index, IProperty property)
    {
        var bare = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        Expression read = Expression.Call(
            reader, nameof(NpgsqlDataReader.GetFieldValue), [bare.IsEnum ? typeof(int) : bare], index);
        read = read.Type == property.ClrType ? read : Expression.Convert(read, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(
                Expression.Call(reader, nameof(NpgsqlDataReader.IsDBNull), null, index), Expression.Default(property.ClrType), read)
            : read;
    }

    /// <summary>Enums are kept as their numbers.</summary>
    private static Type Kept(Type type) => Nullable.GetUnderlyingType(type) switch
    {
        { IsEnum: true } => typeof(int?),
        null when type.IsEnum => typeof(int),
        _ => type,
    };
}

/// <summary>A row that is written if the item of the batch that it belongs to is committed.</summary>
internal readonly record struct ItemRow<TRow>(int Item, TRow Row);
