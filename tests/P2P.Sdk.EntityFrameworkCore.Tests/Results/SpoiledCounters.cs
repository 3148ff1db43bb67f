using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Results;

internal static class SpoiledCounters
{
    /// <summary>Makes an action's counters what no store makes them.</summary>
    public static async Task<bool> SpoilAsync(this Database database, CampaignId campaign, ActionId action)
    {
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    $"""
                    UPDATE action_counts SET messages_remaining = messages_remaining + 5, needs_attention = needs_attention - 2
                    WHERE campaign_id = {campaign} AND action_id = {action}
                    """);
                await session.ExecuteAsync(
                    $"""
                    UPDATE action_windows SET unassigned = unassigned + 3, parked = parked - 1
                    WHERE campaign_id = {campaign} AND action_id = {action}
                    """);
                await session.ExecuteAsync($"DELETE FROM action_tallies WHERE campaign_id = {campaign} AND action_id = {action}");
            },
            default);
        return true;
    }
}
