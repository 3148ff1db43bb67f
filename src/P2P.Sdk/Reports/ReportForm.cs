using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Reports;

/// <summary>What users are asked in an action's report (ACT-8).</summary>
/// <param name="Tags">With "Opt Out" in any case (OPT-3).</param>
/// <param name="Fields">In the campaign's order.</param>
public sealed record ReportForm(IReadOnlyList<Tag> Tags, IReadOnlyList<CustomField> Fields)
{
    /// <summary>The tags and fields that the action chose; where it chose none at all, the default ones.</summary>
    /// <param name="tags">All of the campaign's.</param>
    /// <param name="fields">All of the campaign's.</param>
    public static ReportForm Of(TextingAction action, IReadOnlyList<Tag> tags, IReadOnlyList<CustomField> fields)
    {
        ArgumentNullException.ThrowIfNull(action);
        var byDefault = action.ReportTags.Count == 0 && action.ReportFields.Count == 0;
        var chosen = action.ReportTags.Select(Tag.Key).ToHashSet();
        return new(
            [.. tags.Where(tag => Tag.IsOptOut(tag.Name) || (byDefault ? tag.IsDefault : chosen.Contains(Tag.Key(tag.Name))))],
            [.. fields.Where(field => byDefault ? field.IsDefault : action.ReportFields.Contains(field.Id))]);
    }
}
