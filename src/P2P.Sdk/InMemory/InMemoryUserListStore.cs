using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Lists;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryUserListStore(InMemoryState state) : IUserListStore
{
    public Task<Page<UserList>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => Page.In(
                state.Find(campaign) is { } rows ? rows.UserLists.Keys.Select(id => Read(rows, id)) : [],
                page,
                list => new Cursor(-list.CreatedAt.ToUnixTimeTicks(), list.Id.Value)),
            cancellationToken);

    public Task<IReadOnlyList<UserList>> FindAsync(
        CampaignId campaign, IReadOnlyList<UserListId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<UserList>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Where(rows.UserLists.ContainsKey).Select(id => Read(rows, id))]
                : [],
            cancellationToken);

    public Task<bool> AddAsync(CampaignId campaign, UserList list, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                if (IsNamed(rows, list.Name, list.Id))
                {
                    return false;
                }

                rows.UserLists.Add(list.Id, (list, []));
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<UserList?> AddAsync(
        CampaignId campaign, UserList list, UserFilter members, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                if (IsNamed(rows, list.Name, list.Id))
                {
                    return null;
                }

                HashSet<UserId> matching = [.. rows.Users.Values.Where(user => rows.Matches(user, members)).Select(user => user.Id)];
                if (matching.Count == 0)
                {
                    return list;
                }

                rows.UserLists.Add(list.Id, (list, matching));
                rows.Audit.Add(audit);
                return Read(rows, list.Id);
            },
            cancellationToken);

    public Task<bool?> RenameAsync(
        CampaignId campaign, UserListId id, string name, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.UserLists.TryGetValue(id, out var row))
            {
                return null;
            }

            if (IsNamed(rows, name, id))
            {
                return (bool?)false;
            }

            rows.UserLists[id] = row with { List = row.List with { Name = name } };
            rows.Audit.Add(audit);
            return true;
        },
        cancellationToken);

    public Task<UserList?> DeleteAsync(
        CampaignId campaign, UserListId id, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.UserLists.ContainsKey(id))
            {
                return null;
            }

            var list = Read(rows, id);
            rows.UserLists.Remove(id);
            rows.Audit.Add(audit);
            return list;
        },
        cancellationToken);

    public Task<UserList?> ChangeAsync(
        CampaignId campaign, UserListId id, IReadOnlyList<UserId> added, IReadOnlyList<UserId> removed, AuditEntry audit,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.UserLists.TryGetValue(id, out var row))
            {
                return null;
            }

            row.Members.UnionWith(added.Where(rows.Users.ContainsKey));
            row.Members.ExceptWith(removed);
            rows.Audit.Add(audit);
            return Read(rows, id);
        },
        cancellationToken);

    private static UserList Read(CampaignRows rows, UserListId id) =>
        rows.UserLists[id].List with { Size = rows.UserLists[id].Members.Count(member => !rows.Users[member].IsRemoved) };

    private static bool IsNamed(CampaignRows rows, string name, UserListId but) => rows.UserLists.Values.Any(
        row => row.List.Id != but && row.List.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
