using System.Text.Json;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Vectors;

/// <summary>Judges what a script becomes, or its first error with place, name and nearest name.</summary>
internal static class ScriptJudge
{
    public static string? Judge(JsonElement vector)
    {
        var fields = Fields(vector);
        var variables = ScriptVariables.Of(fields.Select(f => f.Field));
        var template = vector.GetProperty("template").GetString()!;
        var expected = Expected(vector);
        if (ScriptTemplate.FindFaults(template, variables) is [var fault, ..])
        {
            return Differ(expected, fault.Code == RefusalCode.InvalidSyntax
                ? $"SYNTAX at {fault.Position}"
                : $"UNKNOWN_VARIABLE {fault.Variable} at {fault.Position}, nearest {fault.Nearest ?? "none"}");
        }

        var rendered = ScriptTemplate.Parse(template, variables).Value!.Render(Values(vector, fields));
        return rendered.Missing is [var missing, ..]
            ? Differ(expected, $"MISSING_VALUE {missing}")
            : expected.Text == rendered.Text ? null : $"expected {expected.Error ?? expected.Text}, is the text {rendered.Text}";
    }

    /// <summary>Names are the same in any case.</summary>
    private static string? Differ((string? Text, string? Error) expected, string actual) =>
        actual.Equals(expected.Error, StringComparison.OrdinalIgnoreCase)
            ? null : $"expected {expected.Error ?? $"the text {expected.Text}"}, is {actual}";

    private static (string? Text, string? Error) Expected(JsonElement vector) => Text(vector, "error") switch
    {
        "" => (Text(vector, "text"), null),
        "SYNTAX" => (null, $"SYNTAX at {vector.GetProperty("position").GetInt32()}"),
        "UNKNOWN_VARIABLE" => (null, $"UNKNOWN_VARIABLE {Text(vector, "variable")} at {vector.GetProperty("position").GetInt32()}, "
            + $"nearest {(Text(vector, "nearest") is { Length: > 0 } nearest ? nearest : "none")}"),
        var error => (null, $"{error} {Text(vector, "variable")}"),
    };

    private static ScriptValues Values(JsonElement vector, List<(CustomField Field, string Value)> fields)
    {
        var (contact, user, campaign) = (Object(vector, "contact"), Object(vector, "user"), Object(vector, "campaign"));
        var fallbacks = Object(vector, "fallbacks");
        return new(
            new Contact
            {
                Id = default,
                CreatedAt = Instant.FromUnixTimeTicks(0),
                Phone = Phone(contact, "phone") ?? default,
                FirstName = Text(contact, "first_name"),
                LastName = Text(contact, "last_name"),
                Email = Text(contact, "email"),
                State = Text(contact, "state_abbrev"),
                Fields = fields.ToDictionary(f => f.Field.Id, f => f.Value),
            },
            new User
            {
                Id = default,
                FirstName = Text(user, "first_name"),
                LastName = Text(user, "last_name"),
                Email = Text(user, "email"),
                Phone = Phone(user, "phone"),
                State = Text(user, "state_abbrev"),
                TeamCode = Text(user, "team_code"),
            },
            new Campaign
            {
                Id = default,
                Name = Text(campaign, "name"),
                Description = Text(campaign, "description"),
                JoinCode = Text(campaign, "join_code"),
                BroadcastNumber = Phone(campaign, "broadcast_phone_number"),
                Settings = new()
                {
                    ContactFirstNameFallback = Text(fallbacks, "contact"),
                    UserFirstNameFallback = Text(fallbacks, "user"),
                },
            });
    }

    private static List<(CustomField Field, string Value)> Fields(JsonElement vector) =>
        Object(vector, "fields").ValueKind != JsonValueKind.Object ? [] :
        [
            .. Object(vector, "fields").EnumerateObject().Select(entry => (
                new CustomField
                {
                    Id = CustomFieldId.New(),
                    Slug = entry.Name,
                    Title = entry.Name,
                    Kind = Object(entry.Value, "value").ValueKind == JsonValueKind.Array ? CustomFieldKind.MultiText : CustomFieldKind.Text,
                    DefaultValue = Text(entry.Value, "default"),
                },
                Text(entry.Value, "value"))),
        ];

    private static PhoneNumber? Phone(JsonElement owner, string name) =>
        PhoneNumber.TryParse(Text(owner, name), out var number) ? number : null;

    private static JsonElement Object(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Empty where there is none; the items of a list, one a line.</summary>
    private static string Text(JsonElement owner, string name) => Object(owner, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => string.Join('\n', list.EnumerateArray().Select(item => item.ToString())),
        var value => value.ValueKind == JsonValueKind.Undefined ? "" : value.ToString(),
    };
}
