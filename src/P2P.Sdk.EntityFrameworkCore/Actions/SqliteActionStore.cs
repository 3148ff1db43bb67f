using System.Runtime.CompilerServices;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

internal sealed class SqliteActionStore(SqliteDatabase database) : IActionStore
{
    public Task AddAsync(CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                session.Insert(ActionRow.Of(campaign, action, targetsUpTo: 0));
                WriteScripts(session, campaign, action, before: []);
                session.AddAudit(campaign, audit);
            },
            cancellationToken);

    public Task<TextingAction?> FindAsync(CampaignId campaign, ActionId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAction(campaign, id), cancellationToken);

    public Task<IReadOnlyList<TextingAction>> FindAsync(
        CampaignId campaign, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TextingAction>>(
            session => [.. ids.Distinct().Select(id => session.FindAction(campaign, id)).OfType<TextingAction>()],
            cancellationToken);

    public Task<IReadOnlyList<TextingAction>> FindShownAsync(
        CampaignId campaign, UserId volunteer, IReadOnlyList<ActionId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TextingAction>>(
            session =>
            [
                .. ids.Distinct().Select(id => session.FindAction(campaign, id)).OfType<TextingAction>()
                    .Where(action => new ActionFilter { ShownTo = volunteer }.Matches(
                        action,
                        user => session.IsInAudience(campaign, action.Id, user),
                        user => session.HasTargets(campaign, action.Id, user))),
            ],
            cancellationToken);

    public Task<Page<TextingAction>> PageAsync(
        CampaignId campaign, ActionFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => Page.Of(
                session.Query<ActionRow>(PageOf(campaign, filter, page)).Select(row => session.WithScripts(campaign, row)),
                page,
                CursorOf),
            cancellationToken);

    public Task<bool> SaveAsync(
        CampaignId campaign, TextingAction action, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var before = session.FindActionRow(campaign, action.Id);
                if (before?.Version != action.Version)
                {
                    return false;
                }

                var row = ActionRow.Of(campaign, action, before.ListId == action.List?.Value ? before.TargetsUpTo : 0);
                row.Version++;
                session.Update(row);
                var scripts = session.Query<ScriptRow>($"WHERE campaign_id = {campaign} AND action_id = {action.Id}");
                WriteScripts(session, campaign, action, [.. scripts.Select(script => script.ScriptId)]);
                session.AddAudit(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<int> AddToAudienceAsync(
        CampaignId campaign, ActionId action, IReadOnlyList<UserId> users, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (session.FindActionRow(campaign, action) is null || !users.All(u => session.FindUser(campaign, u) is not null))
                {
                    throw new InvalidOperationException("The campaign has no such action or user.");
                }

                session.AddAudit(campaign, audit);
                return users.Sum(user => session.Insert(
                    new AudienceRow { CampaignId = campaign.Value, ActionId = action.Value, UserId = user.Value },
                    "ON CONFLICT DO NOTHING"));
            },
            cancellationToken);

    public Task<int> AddTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ActionTargets.Add(session, campaign, action, most), cancellationToken);

    public Task<int> RemoveTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ActionTargets.Remove(session, campaign, action, most), cancellationToken);

    // Latest first: the cursor's order goes up while time goes down.
    private static Cursor CursorOf(TextingAction action) => new(-action.CreatedAt.ToUnixTimeTicks(), action.Id.Value);

    private static FormattableString PageOf(CampaignId campaign, ActionFilter filter, PageRequest page)
    {
        var (beyond, after, byTime, byId) = page.Backward ? (">", "<", "ASC", "DESC") : ("<", ">", "DESC", "ASC");
        return FormattableStringFactory.Create(
            $$"""
            WHERE campaign_id = {0} AND ({1} IS NULL OR state = {1}) AND ({2} IS NULL OR folder = {2})
                AND ({3} IS NULL OR was_public OR (state IN (2, 4) AND (
                    EXISTS (SELECT 1 FROM action_audience AS sent WHERE sent.campaign_id = {0}
                        AND sent.action_id = actions.action_id AND sent.user_id = {3})
                    OR EXISTS (SELECT 1 FROM targets WHERE targets.campaign_id = {0}
                        AND targets.assigned_to = {3} AND targets.action_id = actions.action_id))))
                AND ({4} IS NULL OR created_at {{beyond}} {4}
                OR (created_at = {4} AND action_id {{after}} {5}))
            ORDER BY created_at {{byTime}}, action_id {{byId}} LIMIT {6}
            """,
            campaign,
            filter.State,
            filter.Folder,
            filter.ShownTo,
            page.From is { } from ? -from.Order : null,
            page.From?.Id,
            page.Size + 1);
    }

    private static void WriteScripts(SqliteSession session, CampaignId campaign, TextingAction action, HashSet<Guid> before)
    {
        for (var i = 0; i < action.Scripts.Count; i++)
        {
            var row = ScriptRow.Of(campaign, action.Id, action.Scripts[i], i);
            if (before.Remove(row.ScriptId))
            {
                session.Update(row);
            }
            else
            {
                session.Insert(row);
            }
        }

        foreach (var gone in before)
        {
            if (session.Number(
                $"""
                SELECT 1 FROM messages
                WHERE campaign_id = {campaign} AND action_id = {action.Id} AND script_id = {gone} LIMIT 1
                """) > 0)
            {
                throw new InvalidOperationException("A script that was sent cannot be deleted: it is to be retired.");
            }

            session.Execute($"DELETE FROM scripts WHERE campaign_id = {campaign} AND script_id = {gone}");
        }
    }
}
