using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2P.VanStandIn.Requests;

/// <summary>What the service takes for one member of a body.</summary>
/// <param name="Path">Such as <c>canvassContext.phone.dialingPrefix</c>; items of an array are <c>responses[].type</c>.</param>
/// <param name="Kind">What it is in JSON; null counts as absent.</param>
/// <param name="Source">Where the service says so.</param>
internal sealed record Rule(string Path, JsonValueKind Kind, string Source)
{
    public Func<JsonNode, bool> Is { get; init; } = _ => true;

    /// <summary>Whether its object must have it.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>Checks bodies against a table: what it does not have is refused, as is what is missing, of another kind or wrong.</summary>
internal static class RuleCheck
{
    public static async Task<JsonObject> ReadAsync(HttpRequest request, IReadOnlyList<Rule> rules)
    {
        if (!string.Equals(request.ContentType?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new VanRefusal(415, "UNSUPPORTED_MEDIA_TYPE", "'Content-Type' must be application/json.");
        }

        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(request.Body, new() { PropertyNameCaseInsensitive = false }, new() { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw VanRefusal.Invalid("The request body is not valid JSON.");
        }

        if (body is not JsonObject found)
        {
            throw VanRefusal.Invalid("The request body is an object.");
        }

        Check(found, "", rules);
        return found;
    }

    private static void Check(JsonObject found, string path, IReadOnlyList<Rule> rules)
    {
        foreach (var (name, value) in found)
        {
            var at = path + name;
            var rule = rules.FirstOrDefault(r => r.Path == at) ?? throw VanRefusal.Invalid($"'{at}' is not a member of this request.", at);
            if (value is not null)
            {
                Check(value, at, rule, rules);
            }
        }

        foreach (var rule in rules.Where(r => r.IsRequired && r.Path.StartsWith(path, StringComparison.Ordinal) && !r.Path[path.Length..].Contains('.', StringComparison.Ordinal)))
        {
            if (found[rule.Path[path.Length..]] is null)
            {
                throw VanRefusal.Invalid($"'{rule.Path}' is required.", rule.Path);
            }
        }
    }

    private static void Check(JsonNode value, string at, Rule rule, IReadOnlyList<Rule> rules)
    {
        var kind = value.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : value.GetValueKind();
        if (kind != rule.Kind)
        {
            throw VanRefusal.Invalid($"'{at}' is of another type.", at);
        }

        if (!rule.Is(value))
        {
            throw VanRefusal.Invalid($"'{at}' is not valid.", at);
        }

        switch (value)
        {
            case JsonObject inner:
                Check(inner, at + ".", rules);
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Check(item as JsonObject ?? throw VanRefusal.Invalid($"'{at}' has objects.", at), at + "[].", rules);
                }

                break;
        }
    }
}
