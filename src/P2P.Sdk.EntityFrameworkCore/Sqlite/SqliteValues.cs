using System.Data.Common;
using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>Values as SQLite keeps them; the same forms as the converters of <see cref="SqliteP2PDbContext"/>.</summary>
internal sealed class SqliteValues : ColumnValues
{
    public override string Placeholder(int index) => $"@p{index}";

    public override object ToDatabase(object? value) => Bare(value) switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(true),
        Instant instant => instant.ToUnixTimeTicks(),
        bool flag => flag ? 1L : 0L,
        var bare => bare,
    };

    // One parameter has no more than one value, so the ids go as JSON.
    public override FormattableString IsAmong(string column, IReadOnlyList<Guid> ids)
    {
        var json = string.Join(',', ids.Select(id => $"\"{Convert.ToHexString(id.ToByteArray(true))}\""));
        return FormattableStringFactory.Create($"{column} IN (SELECT unhex(value) FROM json_each({{0}}))", $"[{json}]");
    }

    public override Guid ReadId(DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), true);

    public override Instant ReadInstant(DbDataReader reader, int column) =>
        Instant.FromUnixTimeTicks(reader.GetInt64(column));

    public override bool ReadFlag(DbDataReader reader, int column) => reader.GetInt64(column) != 0;

    // lower() knows A to Z only.
    protected override FormattableString IsFieldValue(string field, string value) =>
        $"instr(char(10) || lower(json_extract(contacts.fields, {$"$.\"{field}\""})) || char(10), {$"\n{value}\n"}) > 0";
}
