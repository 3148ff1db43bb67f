using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryActionStore(InMemoryState state) : IActionStore
{
    public Task AddAsync(
        CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            var row = new ActionRow { Action = Placed(rows, action) };
            rows.Actions.Add(action.Id, row);
            Index(rows, row);
            rows.Audit.Add(audit);
        },
        cancellationToken);

    public Task<TextingAction?> FindAsync(CampaignId campaign, ActionId id, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Actions.GetValueOrDefault(id)?.Action, cancellationToken);

    public Task<IReadOnlyList<TextingAction>> FindAsync(
        CampaignId campaign, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<TextingAction>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.Actions.GetValueOrDefault(id)?.Action).OfType<TextingAction>()]
                : [],
            cancellationToken);

    public Task<IReadOnlyList<TextingAction>> FindShownAsync(
        CampaignId campaign, UserId volunteer, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<TextingAction>>(
            () => state.Find(campaign) is { } rows
                ?
                [
                    .. ids.Distinct().Select(id => rows.Actions.GetValueOrDefault(id)).OfType<ActionRow>()
                        .Where(row => Matches(rows, row, new ActionFilter { ShownTo = volunteer })).Select(row => row.Action),
                ]
                : [],
            cancellationToken);

    public Task<Page<TextingAction>> PageAsync(
        CampaignId campaign, ActionFilter filter, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var matching = state.Find(campaign) is { } rows ? rows.Actions.Values.Where(row => Matches(rows, row, filter)) : [];
            var actions = matching.ToDictionary(row => Places.ByAge(row.Action), row => row.Action);
            var places = new SortedSet<Cursor>(actions.Keys, Places.Order);
            return Page.Of(places.Read(page).Select(place => actions[place]), page, Places.ByAge);
        },
        cancellationToken);

    public Task<bool> SaveAsync(
        CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows
                || !rows.Actions.TryGetValue(action.Id, out var row)
                || row.Action.Version != action.Version)
            {
                return false;
            }

            if (Placed(rows, action).List != action.List && action.State is not (ActionState.Draft or ActionState.Closed))
            {
                return false;
            }

            var deleted = row.Action.Scripts.Select(s => s.Id).Except(action.Scripts.Select(s => s.Id)).ToHashSet();
            if (deleted.Count > 0
                && rows.Messages.Values.Any(m => m.Script is { } script && deleted.Contains(script)))
            {
                throw new InvalidOperationException("A script that was sent cannot be deleted: it is to be retired.");
            }

            foreach (var script in deleted)
            {
                rows.ActionsByScript.Remove(script);
            }

            var goesLive = action.IsLive && !row.Action.IsLive;
            row.Action = Placed(rows, action) with { Version = action.Version + 1, Photo = row.Action.Photo };
            Index(rows, row);
            if (goesLive)
            {
                AddTargets(rows, row, most: int.MaxValue);
            }

            rows.Audit.Add(audit);
            return true;
        },
        cancellationToken);

    public Task<PhotoChange?> SetPhotoAsync(
        CampaignId campaign, ActionId action, ActionPhoto? photo, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || !rows.Actions.TryGetValue(action, out var row))
                {
                    return null;
                }

                var replaced = row.Action.Photo;
                row.Action = row.Action with { Photo = photo };
                rows.Audit.Add(audit);
                return new PhotoChange(row.Action, replaced);
            },
            cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, ActionId Action)>> ListDueAsync(
        Instant now, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(CampaignId, ActionId)>>(
            () =>
            [
                .. state.Campaigns.SelectMany(c => c.Value.Actions.Values, (c, row) => (Campaign: c.Key, row.Action))
                    .Where(due => due.Action.PublishesAt <= now)
                    .OrderBy(due => due.Action.PublishesAt)
                    .Take(most)
                    .Select(due => (due.Campaign, due.Action.Id)),
            ],
            cancellationToken);

    public Task<int?> AddToAudienceAsync(
        CampaignId campaign, ActionId action, Audience to, IReadOnlyList<Notification> told, RequestKey? key, AuditEntry audit,
        CancellationToken cancellationToken) =>
        state.DoAsync<int?>(
            () =>
            {
                var rows = state.Get(campaign);
                if (!rows.Actions.TryGetValue(action, out var row) || !to.Users.All(rows.Users.ContainsKey))
                {
                    throw new InvalidOperationException("The campaign has no such action or user.");
                }

                if (rows.IsDone(key))
                {
                    return null;
                }

                rows.Keep(key, action.Value);
                var meant = rows.Meant(to);
                foreach (var notification in told)
                {
                    rows.Notify(notification, meant);
                }

                var added = meant.Count(user => row.Audience.Add(user.Id));
                rows.Audit.Add(audit with { Detail = $"{audit.Detail}; {added} added to the audience" });
                return added;
            },
            cancellationToken);

    public Task<int> AddTargetsAsync(
        CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign) is { } rows && rows.Actions.TryGetValue(action, out var row) ? AddTargets(rows, row, most) : 0,
        cancellationToken);

    public Task<int> RemoveTargetsAsync(
        CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Actions.TryGetValue(action, out var row))
            {
                return 0;
            }

            var list = row.Action.List is { } id ? rows.Lists.GetValueOrDefault(id) : null;
            var gone = row.Targets
                .Where(t => list?.Contains(t.Key) != true)
                .Select(t => rows.Targets[t.Value])
                .Where(t => CampaignRows.IsToGo(t, row.Action))
                .Take(most)
                .ToList();
            foreach (var target in gone)
            {
                rows.TakeAway(row, target);
            }

            row.Added = default; // What was removed may be on the list that comes next.
            return gone.Count;
        },
        cancellationToken);

    private static int AddTargets(CampaignRows rows, ActionRow row, int most)
    {
        if (row.Action.List is not { } id || !rows.Lists.TryGetValue(id, out var list))
        {
            return 0;
        }

        var made = 0;
        var place = row.Added.List == id ? row.Added.Members : 0;
        for (; place < list.Members.Count && made < most; place++)
        {
            if (list.Members[place] is { } member && rows.AddTarget(row, member))
            {
                made++;
            }
        }

        row.Added = (id, place);
        return made;
    }

    private static bool Matches(CampaignRows rows, ActionRow row, ActionFilter filter) => filter.Matches(
        row.Action, filter.Folder is { } name ? rows.FolderNamed(name) : null,
        user => row.Action.Admits(rows.Users.GetValueOrDefault(user), rows.IsInDistrict(user, row.Action.Districts)),
        row.Audience.Contains, row.HasTargets);

    private static TextingAction Placed(CampaignRows rows, TextingAction action) =>
        action with
        {
            Folder = action.Folder is { } folder && rows.Folders.ContainsKey(folder) ? folder : null,
            List = action.List is { } list && rows.Lists.ContainsKey(list) ? list : null,
        };

    private static void Index(CampaignRows rows, ActionRow row)
    {
        foreach (var script in row.Action.Scripts)
        {
            rows.ActionsByScript[script.Id] = row;
        }
    }
}
