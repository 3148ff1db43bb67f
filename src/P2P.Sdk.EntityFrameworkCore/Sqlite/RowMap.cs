using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>How rows of one table are read and written, by the model's own names.</summary>
/// <remarks>One send takes some twenty statements: too many to translate or track each time.</remarks>
internal sealed class RowMap<TRow>
    where TRow : class, new()
{
    private readonly Func<TRow, object?>[] _values;

    public RowMap(IModel model)
    {
        var entity = model.FindEntityType(typeof(TRow)) ?? throw new ArgumentException($"{typeof(TRow)} is no row.");
        IProperty[] properties = [.. entity.GetProperties()];
        var columns = properties.Select(p => p.GetColumnName()).ToArray();
        var table = entity.GetTableName()!;
        var list = string.Join(", ", columns);
        var values = string.Join(", ", columns.Select((_, i) => $"@p{i}"));

        _values = [.. properties.Select(p => Getter(p.PropertyInfo!))];
        Select = $"SELECT {string.Join(", ", columns.Select(c => $"{table}.{c}"))} FROM {table} ";
        Insert = $"INSERT INTO {table} ({list}) VALUES ({values})";
        Update = $"UPDATE {table} SET {Assignments(p => !p.IsPrimaryKey(), ", ")} WHERE {Assignments(p => p.IsPrimaryKey(), " AND ")}";
        Read = Reader(properties);

        string Assignments(Func<IProperty, bool> wanted, string separator) => string.Join(
            separator, properties.Select((p, i) => (p, i)).Where(x => wanted(x.p)).Select(x => $"{columns[x.i]} = @p{x.i}"));
    }

    public string Select { get; }

    public string Insert { get; }

    /// <summary>Every column, by the primary key.</summary>
    public string Update { get; }

    public Func<SqliteDataReader, TRow> Read { get; }

    public int Columns => _values.Length;

    public object ValueOf(TRow row, int column) => SqliteValues.ToDatabase(_values[column](row));

    private static Func<TRow, object?> Getter(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, object?>>(
            Expression.Convert(Expression.Property(row, property), typeof(object)), row).Compile();
    }

    private static Func<SqliteDataReader, TRow> Reader(IProperty[] properties)
    {
        var reader = Expression.Parameter(typeof(SqliteDataReader));
        var bindings = properties.Select((p, i) =>
            Expression.Bind(p.PropertyInfo!, ReadColumn(reader, i, p.ClrType, p.IsNullable)));
        return Expression.Lambda<Func<SqliteDataReader, TRow>>(
            Expression.MemberInit(Expression.New(typeof(TRow)), bindings), reader).Compile();
    }

    private static Expression ReadColumn(Expression reader, int column, Type type, bool nullable)
    {
        var index = Expression.Constant(column);
        if (type == typeof(string) && nullable)
        {
            return Expression.Call(typeof(SqliteValues), nameof(SqliteValues.ReadTextOrNull), null, reader, index);
        }

        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var kept = bare.IsEnum ? typeof(int) : bare;
        var method = bare == type ? nameof(SqliteValues.Read) : nameof(SqliteValues.ReadValueOrNull);
        Expression read = Expression.Call(typeof(SqliteValues), method, [kept], reader, index);
        return read.Type == type ? read : Expression.Convert(read, type);
    }
}
