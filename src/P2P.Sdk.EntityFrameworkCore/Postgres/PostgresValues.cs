using System.Data.Common;
using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>Values as PostgreSQL keeps them: it knows them all.</summary>
internal sealed class PostgresValues : ColumnValues
{
    public override string Placeholder(int index) => $"${index + 1}";

    public override object ToDatabase(object? value) => Bare(value) ?? DBNull.Value;

    public override FormattableString IsAmong(string column, IReadOnlyList<Guid> ids) =>
        FormattableStringFactory.Create($"{column} = ANY ({{0}})", [ids.ToArray()]);

    public override Guid ReadId(DbDataReader reader, int column) => reader.GetGuid(column);

    public override Instant ReadInstant(DbDataReader reader, int column) => reader.GetFieldValue<Instant>(column);

    public override bool ReadFlag(DbDataReader reader, int column) => reader.GetBoolean(column);

    // In the collation "C" lower() knows A to Z only.
    protected override FormattableString IsFieldValue(string field, string value) =>
        $"strpos(chr(10) || lower((contacts.fields::jsonb ->> {field}) COLLATE \"C\") || chr(10), {$"\n{value}\n"}) > 0";
}
