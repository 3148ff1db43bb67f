using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations.Committing;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

/// <summary>Campaigns on PostgreSQL. Claims and many screens ask for users by id: those that come together ask by one
/// statement.</summary>
internal sealed class PostgresCampaignStore : CampaignStore
{
    private const int Lanes = 2;
    private const int MostUsers = 256;

    private readonly Groups<UserId, User?> _users;

    public PostgresCampaignStore(Database sessions, PostgresDatabase database)
        : base(sessions) =>
        _users = new(Lanes, MostUsers, _ => [], (campaign, _, ids) => ReadAsync(database, campaign, ids));

    public override async Task<IReadOnlyList<User>> FindUsersAsync(
        CampaignId campaign, IReadOnlyList<UserId> ids, CancellationToken cancellationToken) =>
        [.. (await _users.RunAsync(campaign, [.. ids.Distinct()], cancellationToken)).OfType<User>()];

    /// <returns>In the order of the ids; null for one who is not in the campaign.</returns>
    private static async Task<IReadOnlyList<User?>> ReadAsync(PostgresDatabase database, CampaignId campaign, IReadOnlyList<UserId> ids)
    {
        await using var batch = database.CreateBatch();
        var rows = batch.Rows<UserRow>(
            $"""
            FROM users r WHERE r.campaign_id = {campaign.Value} AND r.user_id = ANY ({ids.Select(id => id.Value).Distinct().ToArray()})
            """);
        await batch.RunAsync(CancellationToken.None);
        var found = rows.ToDictionary(row => row.UserId, row => row.ToUser());
        return [.. ids.Select(id => found.GetValueOrDefault(id.Value))];
    }
}
