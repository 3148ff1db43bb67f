using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Statements about the numbers that a campaign texts from.</summary>
internal static class SenderNumberStatements
{
    public static async ValueTask<IReadOnlyList<SenderNumber>> ListNumbersAsync(this Session session, CampaignId campaign) =>
    [
        .. (await session.QueryAsync<SenderNumberRow>($"WHERE campaign_id = {campaign} ORDER BY number"))
            .Select(row => row.ToNumber()),
    ];

    public static async ValueTask AddNumbersAsync(this Session session, CampaignId campaign, IReadOnlyList<SenderNumber> numbers)
    {
        foreach (var number in numbers)
        {
            await AddAsync(session, campaign, number);
        }

        await session.AddWorkAsync(campaign, WorkKind.Texts); // Texts may have waited for the number.
    }

    private static async ValueTask AddAsync(Session session, CampaignId campaign, SenderNumber number)
    {
        var name = number.Number.ToString();
        await session.InsertAsync(
            new DirectoryRow { Kind = DirectoryKind.SenderNumber, Name = name, CampaignId = campaign.Value },
            "ON CONFLICT DO NOTHING");
        var owner = await session.FindAsync<DirectoryRow>($"WHERE kind = {DirectoryKind.SenderNumber} AND name = {name}");
        if (owner!.CampaignId != campaign.Value)
        {
            throw new InvalidOperationException("A sender number is another campaign's.");
        }

        await session.InsertAsync(
            new SenderNumberRow { CampaignId = campaign.Value, Number = name, State = number.State },
            "ON CONFLICT DO NOTHING");
    }
}
