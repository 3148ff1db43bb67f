using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Notifications;
using P2P.Sdk.EntityFrameworkCore.Users;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

internal sealed class ActionStore(Database database, IListMoves moves) : IActionStore
{
    public Task AddAsync(CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(ActionRow.Of(campaign, await PlacedAsync(session, campaign, action), targetsUpTo: 0));
                await WriteScriptsAsync(session, campaign, action, before: []);
                await WriteDistrictsAsync(session, campaign, action);
                await session.AddAuditAsync(campaign, audit);
            },
            cancellationToken);

    public Task<TextingAction?> FindAsync(CampaignId campaign, ActionId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindActionAsync(campaign, id), cancellationToken);

    public Task<IReadOnlyList<TextingAction>> FindAsync(
        CampaignId campaign, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, campaign, ids, null), cancellationToken);

    public Task<IReadOnlyList<TextingAction>> FindShownAsync(
        CampaignId campaign, UserId volunteer, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, campaign, ids, volunteer), cancellationToken);

    public Task<Page<TextingAction>> PageAsync(
        CampaignId campaign, ActionFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                FolderId? folder = null;
                if (filter.Folder is { Length: > 0 } name)
                {
                    folder = await session.FindFolderAsync(campaign, name);
                    if (folder is null)
                    {
                        return Page.Of<TextingAction>([], page, CursorOf);
                    }
                }

                var rows = await session.QueryAsync<ActionRow>(PageOf(campaign, filter, folder, page));
                return Page.Of(await session.WithScriptsAsync(campaign, rows), page, CursorOf);
            },
            cancellationToken);

    public Task<bool> SaveAsync(
        CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var placed = await PlacedAsync(session, campaign, action);
                if (placed.List != action.List && action.State is not (ActionState.Draft or ActionState.Closed))
                {
                    return false;
                }

                await session.LockAsync<ActionRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}");
                var before = await session.FindActionRowAsync(campaign, action.Id);
                if (before?.Version != action.Version)
                {
                    return false;
                }

                var row = ActionRow.Of(
                    campaign, placed with { Photo = before.Photo }, before.ListId == placed.List?.Value ? before.TargetsUpTo : 0);
                row.Version++;
                await session.UpdateAsync(row);
                await ActionSchedules.AddAsync(session, campaign, action);
                var scripts = await session.QueryAsync<ScriptRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}");
                await WriteScriptsAsync(session, campaign, action, [.. scripts.Select(script => script.ScriptId)]);
                await WriteDistrictsAsync(session, campaign, action);
                var changes = new TargetChanges();
                if (action.IsLive && !before.ToAction([]).IsLive)
                {
                    await ActionTargets.AddAsync(session, campaign, row, most: int.MaxValue, changes);
                }

                await session.WriteAsync(campaign, changes);
                await session.AddAuditAsync(campaign, audit);
                await changes.Pool.WriteAsync(session, campaign);
                await changes.Counts.WriteAsync(session, campaign);
                return true;
            },
            cancellationToken);

    public Task<PhotoChange?> SetPhotoAsync(
        CampaignId campaign, ActionId action, ActionPhoto? photo, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockAsync<ActionRow>($"WHERE campaign_id = {campaign} AND action_id = {action}");
                if (await session.FindActionAsync(campaign, action) is not { } before)
                {
                    return null;
                }

                await session.ExecuteAsync(
                    $"""
                    UPDATE actions SET photo_blob_id = {photo?.Blob}, photo_format = {photo?.Format}, photo_hash = {photo?.Hash}
                    WHERE campaign_id = {campaign} AND action_id = {action}
                    """);
                await session.AddAuditAsync(campaign, audit);
                return new PhotoChange(before with { Photo = photo }, before.Photo);
            },
            cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, ActionId Action)>> ListDueAsync(
        Instant now, int most, CancellationToken cancellationToken) => ActionSchedules.ListDueAsync(database, now, most, cancellationToken);

    public Task<int?> AddToAudienceAsync(
        CampaignId campaign, ActionId action, Audience to, IReadOnlyList<Notification> told, RequestKey? key, AuditEntry audit,
        CancellationToken cancellationToken) =>
        database.WriteAsync<int?>(
            async session =>
            {
                if (await session.FindActionRowAsync(campaign, action) is null
                    || (await to.Users.Distinct().EachAsync(user => session.FindUserAsync(campaign, user))).Count < to.Users.Distinct().Count())
                {
                    throw new InvalidOperationException("The campaign has no such action or user.");
                }

                if (!await session.KeepAsync(campaign, key, action.Value))
                {
                    return null;
                }

                // Before the audience grows: a filter may ask who has not received the action yet.
                foreach (var notification in told)
                {
                    await session.NotifyAsync(campaign, notification, to);
                }

                // Named first: given straight, it would become plain text with its values in it.
                FormattableString insert =
                    $"INSERT INTO action_audience (campaign_id, action_id, user_id) SELECT campaign_id, {action}, user_id FROM users WHERE ";
                var added = 0;
                foreach (var part in AudienceQuery.Of(session, campaign, to))
                {
                    added += await session.ExecuteAsync(part.Statement(insert, $" ON CONFLICT DO NOTHING"));
                }

                await session.AddAuditAsync(campaign, audit with { Detail = $"{audit.Detail}; {added} added to the audience" });
                return added;
            },
            cancellationToken);

    public Task<int> AddTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) =>
        moves.AddTargetsAsync(campaign, action, most, cancellationToken);

    public Task<int> RemoveTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) =>
        moves.RemoveTargetsAsync(campaign, action, most, cancellationToken);

    // Latest first: the cursor's order goes up while time goes down.
    private static Cursor CursorOf(TextingAction action) => new(-action.CreatedAt.ToUnixTimeTicks(), action.Id.Value);

    private static async ValueTask<IReadOnlyList<TextingAction>> FindAsync(
        Session session, CampaignId campaign, IReadOnlyList<ActionId> ids, UserId? shownTo)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("action_id", [.. ids.Distinct().Select(id => id.Value)]));
        if (shownTo is { } user)
        {
            where.Add(IsShownTo(campaign, user));
        }

        return await session.WithScriptsAsync(campaign, await session.QueryAsync<ActionRow>(where.Statement("WHERE ", $"")));
    }

    /// <summary>What <see cref="ActionFilter.ShownTo"/> says, of the row of <c>actions</c>.</summary>
    private static FormattableString IsShownTo(CampaignId campaign, UserId user) =>
        $"""
        (((was_public OR (state IN (2, 4) AND EXISTS (
                SELECT 1 FROM action_audience AS sent WHERE sent.campaign_id = {campaign}
                    AND sent.action_id = actions.action_id AND sent.user_id = {user})))
            AND (language IS NULL OR language = (
                SELECT users.language FROM users WHERE users.campaign_id = {campaign} AND users.user_id = {user}))
            AND (districts = '[]' OR EXISTS (
                SELECT 1 FROM action_districts AS limits
                JOIN district_zips AS zips ON zips.campaign_id = {campaign} AND zips.district_id = limits.district_id
                JOIN users ON users.campaign_id = {campaign} AND users.zip = zips.zip
                WHERE limits.campaign_id = {campaign} AND limits.action_id = actions.action_id AND users.user_id = {user})))
        OR (state IN (2, 3, 4) AND EXISTS (
            SELECT 1 FROM targets WHERE targets.campaign_id = {campaign}
                AND targets.assigned_to = {user} AND targets.action_id = actions.action_id)))
        """;

    private static FormattableString PageOf(CampaignId campaign, ActionFilter filter, FolderId? folder, PageRequest page)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        if (filter.State is { } state)
        {
            where.Add($"state = {state}");
        }

        if (filter.Folder is not null)
        {
            where.Add(folder is { } id ? (FormattableString)$"folder_id = {id}" : $"folder_id IS NULL");
        }

        if (filter.ShownTo is { } user)
        {
            where.Add(IsShownTo(campaign, user));
        }

        if (page.From is { } from)
        {
            var at = Instant.FromUnixTimeTicks(-from.Order);
            where.Add(page.Backward
                ? (FormattableString)$"(created_at > {at} OR (created_at = {at} AND action_id < {from.Id}))"
                : $"(created_at < {at} OR (created_at = {at} AND action_id > {from.Id}))");
        }

        return where.Statement(
            "WHERE ",
            page.Backward
                ? (FormattableString)$" ORDER BY created_at ASC, action_id DESC LIMIT {page.Size + 1}"
                : $" ORDER BY created_at DESC, action_id ASC LIMIT {page.Size + 1}");
    }

    /// <summary>Its folder is one that there is and stays until the transaction ends, or none.</summary>
    private static async ValueTask<TextingAction> PlacedAsync(Session session, CampaignId campaign, TextingAction action)
    {
        if (action.Districts.Count > 0)
        {
            await session.ShareAsync(LockName.Districts(campaign)); // What they hold stays until the action may be published.
        }

        var placed = action;
        if (action.Folder is { } folder)
        {
            await session.ShareAsync(LockName.Folders(campaign));
            placed = await session.HasFolderAsync(campaign, folder) ? placed : placed with { Folder = null };
        }

        if (action.List is { } list)
        {
            // It is not deleted meanwhile; and those who come on it from now on find the action as it is saved.
            await session.LockAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}");
            var isThere = await session.NumberAsync(
                $"SELECT 1 FROM contact_lists WHERE campaign_id = {campaign} AND list_id = {list}") != 0;
            placed = isThere ? placed : placed with { List = null };
        }

        return placed;
    }

    private static async ValueTask WriteDistrictsAsync(Session session, CampaignId campaign, TextingAction action)
    {
        await session.ExecuteAsync($"DELETE FROM action_districts WHERE campaign_id = {campaign} AND action_id = {action.Id}");
        foreach (var district in action.Districts)
        {
            await session.InsertAsync(new ActionDistrictRow
            {
                CampaignId = campaign.Value,
                ActionId = action.Id.Value,
                DistrictId = district.Value,
            });
        }
    }

    private static async ValueTask WriteScriptsAsync(
        Session session, CampaignId campaign, TextingAction action, HashSet<Guid> before)
    {
        for (var i = 0; i < action.Scripts.Count; i++)
        {
            var row = ScriptRow.Of(campaign, action.Id, action.Scripts[i], i);
            if (before.Remove(row.ScriptId))
            {
                await session.UpdateAsync(row);
            }
            else
            {
                await session.InsertAsync(row);
            }
        }

        foreach (var gone in before)
        {
            if (await session.NumberAsync(
                $"""
                SELECT 1 FROM messages
                WHERE campaign_id = {campaign} AND action_id = {action.Id} AND script_id = {gone} LIMIT 1
                """) > 0)
            {
                throw new InvalidOperationException("A script that was sent cannot be deleted: it is to be retired.");
            }

            await session.ExecuteAsync($"DELETE FROM scripts WHERE campaign_id = {campaign} AND script_id = {gone}");
        }
    }
}
