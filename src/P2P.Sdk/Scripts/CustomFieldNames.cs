using System.Collections.Frozen;
using P2P.Sdk.Contacts;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>Keeps the names of custom fields apart from each other, from variables and from columns (CON-6).</summary>
public static class CustomFieldNames
{
    /// <summary>In characters.</summary>
    public const int MaxTitleLength = 100;

    private static readonly FrozenSet<string> Reserved = BuiltInVariables.All
        .SelectMany(variable => variable.Aliases.Append(variable.Name))
        .Concat(["phone", "first_name", "last_name", "email", "state", "zip", "van_id", "language", "time_zone", "tags"])
        .Select(Key)
        .ToFrozenSet();

    /// <summary>Every reason against a field that is to be made or renamed; none if it is fine.</summary>
    /// <param name="fields">The campaign's; the one with the same id is not compared.</param>
    public static IReadOnlyList<Refusal> Check(CustomField field, IEnumerable<CustomField> fields)
    {
        var refusals = new List<Refusal>();
        var taken = fields.Where(other => other.Id != field.Id)
            .SelectMany(other => new[] { Key(other.Slug), Key(other.Title) }).ToHashSet();
        if (!ScriptSlug.IsValid(field.Slug))
        {
            refusals.Add(Refusal.Invalid(
                $"A slug has 1 to {ScriptSlug.MaxLength} letters, digits and underscores, such as donation_amount.", "slug"));
        }

        if (string.IsNullOrWhiteSpace(field.Title) || field.Title.Length > MaxTitleLength)
        {
            refusals.Add(Refusal.Invalid($"A title has 1 to {MaxTitleLength} characters.", "title"));
        }

        refusals.AddRange(KeptText.Check((field.Title, "title"), (field.DefaultValue, "defaultValue")));
        refusals.AddRange(KeptText.Check(field.Options.Select(option => ((string?)option, "options"))));
        AddIfTaken(field.Slug, "slug");
        AddIfTaken(field.Title, "title");
        if (ScriptVariables.IsRemindAFriend(field.Slug) && field.Kind != CustomFieldKind.MultiText)
        {
            refusals.Add(Refusal.Invalid($"{ScriptVariables.RemindAFriendSlug} is a built-in field with several values.", "slug"));
        }

        return refusals;

        void AddIfTaken(string name, string path)
        {
            var key = Key(name);
            if (Reserved.Contains(key))
            {
                refusals.Add(Refusal.Invalid($"The {path} “{name}” is the name of a variable or column. Choose another.", path));
            }
            else if (key.Length > 0 && taken.Contains(key))
            {
                refusals.Add(Refusal.Invalid($"The {path} “{name}” is that of another custom field. Choose another.", path));
            }
        }
    }

    /// <summary>As files and scripts compare names: without case, white space, hyphens, underscores and the fields' prefix.</summary>
    private static string Key(string name)
    {
        var prefix = Plain(ScriptVariables.FieldPrefix);
        var key = Plain(Normalization.Compose(name));
        return key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : key;
    }

    private static string Plain(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-'))).ToUpperInvariant();
}
