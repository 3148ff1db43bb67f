using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>Pages of a campaign's rows by when they were made, the latest first, then by their ids.</summary>
internal static class LatestFirst
{
    /// <summary>The order goes up while time goes down.</summary>
    public static Cursor CursorOf(Instant createdAt, Guid id) => new(-createdAt.ToUnixTimeTicks(), id);

    /// <param name="id">The name of the column, ours and no caller's word.</param>
    public static FormattableString Page(string id, CampaignId campaign, PageRequest page)
    {
        var order = page.Backward ? $"ORDER BY created_at ASC, {id} DESC" : $"ORDER BY created_at DESC, {id} ASC";
        if (page.From is not { } from)
        {
            return FormattableStringFactory.Create($"WHERE campaign_id = {{0}} {order} LIMIT {{1}}", campaign, page.Size + 1);
        }

        var after = page.Backward
            ? $"(created_at > {{1}} OR (created_at = {{1}} AND {id} < {{2}}))"
            : $"(created_at < {{1}} OR (created_at = {{1}} AND {id} > {{2}}))";
        return FormattableStringFactory.Create(
            $"WHERE campaign_id = {{0}} AND {after} {order} LIMIT {{3}}",
            campaign, Instant.FromUnixTimeTicks(-from.Order), from.Id, page.Size + 1);
    }
}
