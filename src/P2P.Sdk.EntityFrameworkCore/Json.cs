using System.Text.Json;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.EntityFrameworkCore;

/// <summary>Lists and dictionaries that are kept whole and never searched, as JSON text.</summary>
internal static class Json
{
    private const string EmptyList = "[]";
    private const string EmptyObject = "{}";

    private static readonly Dictionary<CustomFieldId, string> NoFields = [];

    public static string Write(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? EmptyList : JsonSerializer.Serialize(texts);

    public static IReadOnlyList<string> ReadTexts(string json) =>
        json == EmptyList ? [] : JsonSerializer.Deserialize<string[]>(json)!;

    public static string Write(IReadOnlyDictionary<CustomFieldId, string> fields) =>
        fields.Count == 0 ? EmptyObject : JsonSerializer.Serialize(fields.ToDictionary(f => f.Key.Value, f => f.Value));

    public static IReadOnlyDictionary<CustomFieldId, string> ReadFields(string json) =>
        json == EmptyObject
            ? NoFields
            : JsonSerializer.Deserialize<Dictionary<Guid, string>>(json)!
                .ToDictionary(f => new CustomFieldId(f.Key), f => f.Value);

    public static string Write(IReadOnlyList<CustomFieldId> ids) => Write([.. ids.Select(id => id.Value)]);

    public static IReadOnlyList<CustomFieldId> ReadFieldIds(string json) => [.. ReadIds(json).Select(id => new CustomFieldId(id))];

    public static string Write(IReadOnlyList<Guid> ids) => ids.Count == 0 ? EmptyList : JsonSerializer.Serialize(ids);

    public static IReadOnlyList<Guid> ReadIds(string json) => json == EmptyList ? [] : JsonSerializer.Deserialize<Guid[]>(json)!;
}
