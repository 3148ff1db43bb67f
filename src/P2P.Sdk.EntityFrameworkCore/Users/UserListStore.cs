using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Lists;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>Every change locks the campaign's row, so that names stay unique and nobody joins a list that goes.</summary>
internal sealed class UserListStore(Database database) : IUserListStore
{
    public Task<Page<UserList>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => Page.Of(
                await SizedAsync(session, campaign, await session.QueryAsync<UserListRow>(LatestFirst.Page("list_id", campaign, page))),
                page,
                list => LatestFirst.CursorOf(list.CreatedAt, list.Id.Value)),
            cancellationToken);

    public Task<IReadOnlyList<UserList>> FindAsync(
        CampaignId campaign, IReadOnlyList<UserListId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await SizedAsync(
                session, campaign, await ids.Distinct().EachAsync(id => FindRowAsync(session, campaign, id))),
            cancellationToken);

    public Task<bool> AddAsync(CampaignId campaign, UserList list, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await IsNamedAsync(session, campaign, list.Name, list.Id))
                {
                    return false;
                }

                await session.InsertAsync(UserListRow.Of(campaign, list));
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<UserList?> AddAsync(
        CampaignId campaign, UserList list, UserFilter members, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<UserList?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await IsNamedAsync(session, campaign, list.Name, list.Id))
                {
                    return null;
                }

                var query = new UserQuery(campaign, members);
                if (await session.NumberAsync(query.OfCount()) == 0)
                {
                    return list;
                }

                var row = UserListRow.Of(campaign, list);
                await session.InsertAsync(row);
                await session.ExecuteAsync(query.Statement(
                    $"""
                    INSERT INTO user_list_members (campaign_id, list_id, user_id)
                    SELECT {campaign}, {list.Id}, user_id FROM users WHERE 
                    """,
                    $""));
                await session.AddAuditAsync(campaign, audit);
                return (await SizedAsync(session, campaign, [row]))[0];
            },
            cancellationToken);

    public Task<bool?> RenameAsync(
        CampaignId campaign, UserListId id, string name, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await FindRowAsync(session, campaign, id) is not { } row)
                {
                    return null;
                }

                if (await IsNamedAsync(session, campaign, name, id))
                {
                    return false;
                }

                (row.Name, row.NameKey) = (name, Folded.Text(name));
                await session.UpdateAsync(row);
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<UserList?> DeleteAsync(
        CampaignId campaign, UserListId id, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<UserList?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await FindRowAsync(session, campaign, id) is not { } row)
                {
                    return null;
                }

                var list = (await SizedAsync(session, campaign, [row]))[0];
                await session.ExecuteAsync($"DELETE FROM user_list_members WHERE campaign_id = {campaign} AND list_id = {id}");
                await session.ExecuteAsync($"DELETE FROM user_lists WHERE campaign_id = {campaign} AND list_id = {id}");
                await session.AddAuditAsync(campaign, audit);
                return list;
            },
            cancellationToken);

    public Task<UserList?> ChangeAsync(
        CampaignId campaign, UserListId id, IReadOnlyList<UserId> added, IReadOnlyList<UserId> removed, AuditEntry audit,
        CancellationToken cancellationToken) =>
        database.WriteAsync<UserList?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await FindRowAsync(session, campaign, id) is not { } row)
                {
                    return null;
                }

                foreach (var user in added)
                {
                    await session.ExecuteAsync(
                        $"""
                        INSERT INTO user_list_members (campaign_id, list_id, user_id)
                        SELECT {campaign}, {id}, user_id FROM users WHERE campaign_id = {campaign} AND user_id = {user}
                        ON CONFLICT DO NOTHING
                        """);
                }

                foreach (var user in removed)
                {
                    await session.ExecuteAsync(
                        $"DELETE FROM user_list_members WHERE campaign_id = {campaign} AND list_id = {id} AND user_id = {user}");
                }

                await session.AddAuditAsync(campaign, audit);
                return (await SizedAsync(session, campaign, [row]))[0];
            },
            cancellationToken);

    private static ValueTask<UserListRow?> FindRowAsync(Session session, CampaignId campaign, UserListId id) =>
        session.FindAsync<UserListRow>($"WHERE campaign_id = {campaign} AND list_id = {id}");

    private static async ValueTask<bool> IsNamedAsync(Session session, CampaignId campaign, string name, UserListId but) =>
        await session.NumberAsync(
            $"SELECT 1 FROM user_lists WHERE campaign_id = {campaign} AND name_key = {Folded.Text(name)} AND list_id <> {but}") > 0;

    private static async ValueTask<IReadOnlyList<UserList>> SizedAsync(
        Session session, CampaignId campaign, IReadOnlyList<UserListRow> rows)
    {
        var where = new Conditions();
        where.Add($"members.campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("members.list_id", [.. rows.Select(row => row.ListId)]));
        var sizes = (await session.ListAsync(
            where.Statement(
                "SELECT members.list_id, COUNT(*) FROM user_list_members AS members WHERE ",
                $"""
                 AND EXISTS (SELECT 1 FROM users WHERE users.campaign_id = {campaign} AND users.user_id = members.user_id AND NOT users.is_removed)
                GROUP BY members.list_id
                """),
            reader => (List: session.Values.ReadId(reader, 0), Size: (int)reader.GetInt64(1))))
            .ToDictionary(counted => counted.List, counted => counted.Size);
        return
        [
            .. rows.Select(row => new UserList(new(row.ListId), row.Name, row.CreatedAt, sizes.GetValueOrDefault(row.ListId))),
        ];
    }
}
