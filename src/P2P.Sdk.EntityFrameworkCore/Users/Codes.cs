using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>The codes of all campaigns in the directory.</summary>
internal static class Codes
{
    public static DirectoryKind KindOf(JoinCode code) => code.Kind switch
    {
        JoinCodeKind.ActionLink => DirectoryKind.ActionLink,
        JoinCodeKind.Invitation => DirectoryKind.Invitation,
        _ => DirectoryKind.JoinCode,
    };

    /// <returns>False if it is taken: also by one who takes it at the same time, whose commit is waited for.</returns>
    public static async ValueTask<bool> TakeCodeAsync(this Session session, CampaignId campaign, JoinCode code) =>
        await session.InsertAsync(
            new DirectoryRow { Kind = KindOf(code), Name = code.Key, CampaignId = campaign.Value }, "ON CONFLICT DO NOTHING") > 0;

    /// <summary>Takes a campaign's or team's new code, and gives the former one free.</summary>
    /// <returns>False, and nothing done, if it is taken.</returns>
    public static async ValueTask<bool> RecodeAsync(this Session session, CampaignId campaign, string former, string next)
    {
        var (before, after) = (JoinCode.Of(former), JoinCode.Of(next));
        if (before == after)
        {
            return true;
        }

        if (!await session.TakeCodeAsync(campaign, after))
        {
            return false;
        }

        await session.ExecuteAsync($"DELETE FROM directory WHERE kind = {DirectoryKind.JoinCode} AND name = {before.Key}");
        return true;
    }
}
