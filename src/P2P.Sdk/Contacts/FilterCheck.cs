using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Contacts;

/// <summary>Whether a filter can be asked for; the same for queries, bulk operations and exports.</summary>
internal static class FilterCheck
{
    /// <returns>Everything that is wrong with it.</returns>
    /// <param name="path">Where in the input the filter stands.</param>
    public static async Task<IReadOnlyList<Refusal>> OfAsync(
        ICampaignStore campaigns, CampaignId campaign, ContactFilter filter, CancellationToken cancellationToken,
        params string[] path)
    {
        var refusals = filter.Check(path);
        if (filter.Fields is not { Count: > 0 } fields)
        {
            return refusals;
        }

        var known = (await campaigns.ListFieldsAsync(campaign, cancellationToken)).Select(field => field.Id).ToHashSet();
        return
        [
            .. refusals,
            .. fields.Select((field, i) => (field.Field, Place: i)).Where(f => !known.Contains(f.Field))
                .Select(f => Refusal.NotFound("custom field") with { Path = [.. path, "fields", $"{f.Place}", "fieldId"] }),
        ];
    }
}
