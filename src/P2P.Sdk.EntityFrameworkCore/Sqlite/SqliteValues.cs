using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>Values as SQLite keeps them; the same forms as the converters of <see cref="SqliteP2PDbContext"/>.</summary>
internal static class SqliteValues
{
    public static object ToDatabase(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(true),
        Instant instant => instant.ToUnixTimeTicks(),
        Duration duration => duration.BclCompatibleTicks,
        CampaignId id => id.Value.ToByteArray(true),
        ContactId id => id.Value.ToByteArray(true),
        ContactListId id => id.Value.ToByteArray(true),
        ContactImportId id => id.Value.ToByteArray(true),
        ActionId id => id.Value.ToByteArray(true),
        TargetId id => id.Value.ToByteArray(true),
        MessageId id => id.Value.ToByteArray(true),
        CarrierEventId id => id.Value.ToByteArray(true),
        ScriptId id => id.Value.ToByteArray(true),
        UserId id => id.Value.ToByteArray(true),
        CustomFieldId id => id.Value.ToByteArray(true),
        PhoneNumber or WindowKey or IdempotencyKey => value.ToString()!,
        bool flag => flag ? 1L : 0L,
        Enum named => Convert.ToInt64(named, CultureInfo.InvariantCulture),
        string or int or long or byte[] => value,
        _ => throw new ArgumentException($"No column holds a {value.GetType()}.", nameof(value)),
    };

    /// <summary>A column that is never null.</summary>
    public static T Read<T>(SqliteDataReader reader, int column) =>
        typeof(T) == typeof(Guid) ? (T)(object)new Guid(reader.GetFieldValue<byte[]>(column), true)
        : typeof(T) == typeof(Instant) ? (T)(object)Instant.FromUnixTimeTicks(reader.GetInt64(column))
        : typeof(T) == typeof(string) ? (T)(object)reader.GetString(column)
        : typeof(T) == typeof(bool) ? (T)(object)(reader.GetInt64(column) != 0)
        : typeof(T) == typeof(int) ? (T)(object)reader.GetInt32(column)
        : typeof(T) == typeof(long) ? (T)(object)reader.GetInt64(column)
        : throw new ArgumentException($"No column holds a {typeof(T)}.");

    public static T? ReadValueOrNull<T>(SqliteDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : Read<T>(reader, column);

    public static string? ReadTextOrNull(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
