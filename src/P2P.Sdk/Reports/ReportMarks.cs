using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Reports;

/// <summary>A report's tags and values, each known to the campaign.</summary>
/// <param name="RemoveTags">As <see cref="Tag.Key"/>.</param>
internal sealed record ReportMarks(
    IReadOnlyList<string> Tags, IReadOnlyDictionary<CustomFieldId, string> Fields, IReadOnlySet<string> RemoveTags)
{
    public bool OptsOut => Tags.Any(Tag.IsOptOut);

    public static Outcome<ReportMarks> Read(ReportInput input, ConversationSnapshot read)
    {
        var refusals = new List<Refusal>();
        var tags = KnownMarks.ReadTags(input.Tags, read.Tags, "tags", refusals);
        var fields = KnownMarks.ReadFields(input.Fields, read.Fields, "fields", refusals);
        var remove = KnownMarks.ReadTags(input.RemoveTags, read.Tags, "removeTags", refusals);
        for (var i = 0; i < remove.Count; i++)
        {
            if (Tag.IsOptOut(remove[i]))
            {
                refusals.Add(Refusal.Invalid("An opt-out is never taken back.", "removeTags", $"{i}"));
            }
        }

        return refusals.Count > 0
            ? Outcome.Refused<ReportMarks>(refusals)
            : new ReportMarks(tags, fields, remove.Select(Tag.Key).ToHashSet());
    }
}
