using System.Text.Json;
using System.Text.RegularExpressions;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Oversight;

/// <summary>Selections of every field that the schema has, found by asking the schema; without those that admins alone may ask
/// for, as the server says when it is asked.</summary>
internal sealed partial class FieldWalk
{
    private readonly Dictionary<string, List<(string Name, string? Type)>> _fields = [];
    private readonly HashSet<string> _forbidden = [];

    public static async Task<FieldWalk> OfAsync(ServedCampaign campaign)
    {
        var schema = await campaign.DataAsync(
            campaign.Admin,
            "{ __schema { types { name kind fields { name args { type { kind } } type { name kind ofType { name kind ofType { name kind ofType { name kind } } } } } } } }");
        var walk = new FieldWalk();
        foreach (var type in schema.GetProperty("__schema").GetProperty("types").EnumerateArray().Where(t => t.GetProperty("kind").GetString() == "OBJECT"))
        {
            walk._fields[type.GetProperty("name").GetString()!] =
            [
                .. type.GetProperty("fields").EnumerateArray()
                    .Where(field => field.GetProperty("args").EnumerateArray().All(a => a.GetProperty("type").GetProperty("kind").GetString() != "NON_NULL"))
                    .Select(field => (field.GetProperty("name").GetString()!, ObjectOf(field.GetProperty("type")))),
            ];
        }

        return walk;
    }

    /// <summary>A selection for each field of a type, each down to a depth.</summary>
    public IEnumerable<string> PartsOf(string type, int depth) => _fields[type].Select(field => Part(field, depth)).OfType<string>();

    /// <summary>Learns from an answer which fields are an admin's.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Learn(Answer answer)
    {
        var known = _forbidden.Count;
        _forbidden.UnionWith(AdminsOwn().Matches(answer.Json.GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal)).Select(match => match.Groups[1].Value));
        return _forbidden.Count > known;
    }

    private string? Part((string Name, string? Type) field, int depth)
    {
        if (_forbidden.Contains(field.Name))
        {
            return null;
        }

        if (field.Type is null)
        {
            return field.Name;
        }

        var inner = depth > 1 && _fields.ContainsKey(field.Type) ? string.Join(' ', PartsOf(field.Type, depth - 1)) : "";
        return inner.Length == 0 ? null : $"{field.Name} {{ {inner} }}";
    }

    /// <returns>The object type under lists and non-nulls; <see langword="null"/> for scalars and enums.</returns>
    private static string? ObjectOf(JsonElement type)
    {
        while (type.TryGetProperty("ofType", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            type = inner;
        }

        return type.GetProperty("kind").GetString() is "OBJECT" or "INTERFACE" or "UNION" ? type.GetProperty("name").GetString() : null;
    }

    [GeneratedRegex("Only an admin may ask for '([A-Za-z]+)'")]
    private static partial Regex AdminsOwn();
}
