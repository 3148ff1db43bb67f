using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>How rows of one table are read and written, by the model's own names.</summary>
/// <remarks>One send takes some twenty statements: too many to translate or track each time.</remarks>
internal sealed class RowMap<TRow>
    where TRow : class, new()
{
    private readonly Func<TRow, object?>[] _values;
    private readonly ColumnValues _kept;

    /// <param name="kept">How the database keeps them.</param>
    public RowMap(IModel model, ColumnValues kept)
    {
        _kept = kept;
        var entity = model.FindEntityType(typeof(TRow)) ?? throw new ArgumentException($"{typeof(TRow)} is no row.");
        IProperty[] properties = [.. entity.GetProperties()];
        var columns = properties.Select(p => p.GetColumnName()).ToArray();
        var list = string.Join(", ", columns);
        var values = string.Join(", ", columns.Select((_, i) => kept.Placeholder(i)));

        _values = [.. properties.Select(p => Getter(p.PropertyInfo!))];
        Types = [.. properties.Select(p => Bare(p.ClrType))];
        Table = entity.GetTableName()!;
        Select = $"SELECT {string.Join(", ", columns.Select(c => $"{Table}.{c}"))} FROM {Table} ";
        Insert = $"INSERT INTO {Table} ({list}) VALUES ({values})";
        Update = $"UPDATE {Table} SET {Assignments(p => !p.IsPrimaryKey(), ", ")} WHERE {Assignments(p => p.IsPrimaryKey(), " AND ")}";
        Read = Reader(properties);

        string Assignments(Func<IProperty, bool> wanted, string separator) => string.Join(
            separator,
            properties.Select((p, i) => (p, i)).Where(x => wanted(x.p)).Select(x => $"{columns[x.i]} = {kept.Placeholder(x.i)}"));
    }

    public string Table { get; }

    public string Select { get; }

    public string Insert { get; }

    /// <summary>Every column, by the primary key.</summary>
    public string Update { get; }

    public Func<DbDataReader, TRow> Read { get; }

    /// <summary>What each column holds: neither nullable nor an enum, which is its number.</summary>
    public IReadOnlyList<Type> Types { get; }

    public object ValueOf(TRow row, int column) => _kept.ToDatabase(_values[column](row));

    private static Type Bare(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: false } bare ? bare : typeof(int);

    private static Func<TRow, object?> Getter(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, object?>>(
            Expression.Convert(Expression.Property(row, property), typeof(object)), row).Compile();
    }

    private Func<DbDataReader, TRow> Reader(IProperty[] properties)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        var bindings = properties.Select((p, i) => Expression.Bind(p.PropertyInfo!, ReadOrNull(reader, i, p)));
        return Expression.Lambda<Func<DbDataReader, TRow>>(
            Expression.MemberInit(Expression.New(typeof(TRow)), bindings), reader).Compile();
    }

    private Expression ReadOrNull(Expression reader, int column, IProperty property)
    {
        var index = Expression.Constant(column);
        var read = ReadColumn(reader, index, Bare(property.ClrType));
        read = read.Type == property.ClrType ? read : Expression.Convert(read, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(
                Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, index),
                Expression.Default(property.ClrType),
                read)
            : read;
    }

    private Expression ReadColumn(Expression reader, Expression index, Type type) =>
        type == typeof(Guid) ? Expression.Call(Expression.Constant(_kept), nameof(ColumnValues.ReadId), null, reader, index)
        : type == typeof(Instant) ? Expression.Call(Expression.Constant(_kept), nameof(ColumnValues.ReadInstant), null, reader, index)
        : type == typeof(bool) ? Expression.Call(Expression.Constant(_kept), nameof(ColumnValues.ReadFlag), null, reader, index)
        : type == typeof(string) ? Expression.Call(reader, nameof(DbDataReader.GetString), null, index)
        : type == typeof(int) ? Expression.Call(reader, nameof(DbDataReader.GetInt32), null, index)
        : type == typeof(long) ? Expression.Call(reader, nameof(DbDataReader.GetInt64), null, index)
        : throw new ArgumentException($"No column holds a {type}.");
}
