using P2P.Sdk.Contacts;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>Every variable that a campaign's scripts may use (SCR-6); what is not listed here is unknown (SCR-1).</summary>
public sealed class ScriptVariables
{
    /// <summary>Every campaign's multi-value field (VAR-7): people whom the contact will remind.</summary>
    public const string RemindAFriendSlug = "remind_a_friend";

    /// <summary>What may stand before a field's slug, and changes nothing.</summary>
    public const string FieldPrefix = "custom_field_";

    private readonly Dictionary<string, ScriptVariable> _byName = new(StringComparer.OrdinalIgnoreCase);

    private ScriptVariables(IReadOnlyList<ScriptVariable> all)
    {
        All = all;
        foreach (var variable in all)
        {
            _byName.TryAdd(variable.Name, variable);
        }

        // Names come before aliases: a field whose slug is another's prefixed name keeps it.
        foreach (var variable in all)
        {
            foreach (var alias in variable.Aliases)
            {
                _byName.TryAdd(alias, variable);
            }
        }
    }

    /// <summary>By group: contact, user, campaign, custom field; the campaign's fields in the order given.</summary>
    public IReadOnlyList<ScriptVariable> All { get; }

    /// <summary>Names and aliases.</summary>
    internal IReadOnlyCollection<string> KnownNames => _byName.Keys;

    /// <summary>The variables of a campaign with these custom fields.</summary>
    public static ScriptVariables Of(IEnumerable<CustomField> fields)
    {
        var own = fields.Select(Variable).ToList();
        if (!own.Exists(v => IsRemindAFriend(v.Field!.Slug)))
        {
            own.Add(Variable(RemindAFriendSlug, "People to remind", field: null));
        }

        return new([.. BuiltInVariables.All, .. own]);
    }

    /// <param name="name">In any case, with or without surrounding space and <see cref="FieldPrefix"/>.</param>
    public ScriptVariable? Find(string name) => _byName.GetValueOrDefault(Normalization.Compose(name.Trim()));

    internal static bool IsRemindAFriend(string slug) =>
        WithoutPrefix(slug).Equals(RemindAFriendSlug, StringComparison.OrdinalIgnoreCase);

    internal static string WithoutPrefix(string slug) =>
        slug.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase) ? slug[FieldPrefix.Length..] : slug;

    private static ScriptVariable Variable(CustomField field) =>
        Variable(Normalization.Compose(field.Slug), field.Title, field);

    private static ScriptVariable Variable(string slug, string title, CustomField? field) => new()
    {
        Group = ScriptVariableGroup.CustomField,
        Name = slug,
        Aliases = slug.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase)
            ? [slug[FieldPrefix.Length..]] : [FieldPrefix + slug],
        Label = title,
        Sample = ScriptSamples.Value(slug, field),
        WhenEmpty = field is { DefaultValue: var value } && !string.IsNullOrWhiteSpace(value)
            ? $"The field's default stands in: “{value}”." : BuiltInVariables.HeldBack,
        Source = VariableSource.CustomField,
        Field = field,
    };
}
