using P2P.Sdk.Contacts;
using P2P.Sdk.Links;
using P2P.Sdk.OptInForms;
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

    private readonly bool _takesAnyLink;

    private ScriptVariables(IReadOnlyList<ScriptVariable> all, bool takesAnyLink)
    {
        (All, _takesAnyLink) = (all, takesAnyLink);
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

    /// <summary>By group: contact, user, campaign, custom field, link; the campaign's fields and links in the order given.</summary>
    public IReadOnlyList<ScriptVariable> All { get; }

    /// <summary>Names and aliases.</summary>
    internal IReadOnlyCollection<string> KnownNames => _byName.Keys;

    /// <summary>The variables of a campaign with these custom fields and links.</summary>
    /// <param name="links">What scripts can lead to besides the campaign's join page; <see langword="null"/>: nothing.</param>
    public static ScriptVariables Of(IEnumerable<CustomField> fields, IEnumerable<LinkName>? links = null) =>
        Of(fields, links ?? [], takesAnyLink: false);

    /// <summary>The same for scripts that were checked when they were saved: whatever they lead to is there, as no link ever
    /// goes, and need not be read again with each text.</summary>
    internal static ScriptVariables OfSaved(IEnumerable<CustomField> fields) => Of(fields, [], takesAnyLink: true);

    /// <summary>The variables of a form's responses (VAR-6): nobody sends them, so those of a sender are unknown.</summary>
    /// <param name="links"><see langword="null"/>: whatever the response leads to, for one that was checked when it was saved.</param>
    internal static ScriptVariables OfForm(IEnumerable<CustomField> fields, IEnumerable<LinkName>? links, OptInForm form)
    {
        var all = Of(fields, links ?? [], takesAnyLink: false).All.Where(variable => variable.Group != ScriptVariableGroup.User);
        return new([.. all, .. FormVariables.Of(form)], takesAnyLink: links is null);
    }

    private static ScriptVariables Of(IEnumerable<CustomField> fields, IEnumerable<LinkName> links, bool takesAnyLink)
    {
        var own = fields.Select(Variable).ToList();
        if (!own.Exists(v => IsRemindAFriend(v.Field!.Slug)))
        {
            own.Add(Variable(RemindAFriendSlug, "People to remind", field: null));
        }

        LinkName joinPage = new(LinkName.Campaign, "Page on which people join the campaign", LinkKind.Campaign);
        return new([.. BuiltInVariables.All, .. own, .. links.Prepend(joinPage).Select(TrackableName.Variable)], takesAnyLink);
    }

    /// <param name="name">In any case, with or without surrounding space and <see cref="FieldPrefix"/>.</param>
    public ScriptVariable? Find(string name)
    {
        var composed = Normalization.Compose(name.Trim());
        return TrackableName.Slug(composed) is { } slug
            ? _byName.GetValueOrDefault(TrackableName.Of(slug)) ?? (_takesAnyLink ? TrackableName.Unchecked(slug) : null)
            : _byName.GetValueOrDefault(composed);
    }

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
