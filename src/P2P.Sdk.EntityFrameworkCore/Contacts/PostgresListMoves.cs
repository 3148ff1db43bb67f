using Npgsql;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations.Committing;
using P2P.Sdk.EntityFrameworkCore.Postgres;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>By the set: one round trip locks and reads, the rule says what each contact becomes, one round trip writes.</summary>
internal sealed class PostgresListMoves(PostgresDatabase database) : IListMoves
{
    public Task<ListChange?> AddToListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => database.WriteAsync<ListChange?>(
        async (connection, cancelled) =>
        {
            var ids = contacts.Bare();
            await using var reading = database.CreateBatch(connection);
            reading.PlanByIndexes();
            var locked = reading.LockList(campaign, list.Value);
            var there = reading.LockContacts(campaign, ids);
            var comers = Comers.Read(reading, campaign, list.Value, ids);
            await reading.RunAsync(cancelled);
            if (locked.Count == 0)
            {
                return null;
            }

            if (there.Count < ids.Length)
            {
                throw new InvalidOperationException("The campaign has no such contact.");
            }

            var changes = new TargetChanges();
            var joining = comers.Join(changes, contacts);
            await using var writing = database.CreateBatch(connection);
            writing.AddMembers(campaign, list.Value, joining);
            await WriteAsync(writing, campaign, changes, joining.Count > 0 ? audit : null, cancelled);
            return new ListChange(joining.Count, [.. changes.Actions]);
        },
        cancellationToken);

    public Task<ListChange?> RemoveFromListAsync(
        CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, AuditEntry audit,
        CancellationToken cancellationToken) => database.WriteAsync<ListChange?>(
        async (connection, cancelled) =>
        {
            var ids = contacts.Bare();
            await using var reading = database.CreateBatch(connection);
            reading.PlanByIndexes();
            var locked = reading.LockList(campaign, list.Value);
            reading.LockContacts(campaign, ids);
            reading.LockTargets(campaign, list.Value, ids);
            var leaving = reading.Members(campaign, list.Value, ids);
            var actions = reading.Rows<ActionRow>(
                $"FROM actions r WHERE r.campaign_id = {campaign.Value} AND r.list_id = {list.Value}");
            var targets = reading.Rows<TargetRow>(
                $"""
                FROM targets r WHERE r.campaign_id = {campaign.Value} AND r.contact_id = ANY ({ids}) AND r.action_id IN (
                    SELECT action_id FROM actions WHERE campaign_id = {campaign.Value} AND list_id = {list.Value})
                """);
            await reading.RunAsync(cancelled);
            if (locked.Count == 0)
            {
                return null;
            }

            var changes = new TargetChanges();
            var states = actions.ToDictionary(row => new ActionId(row.ActionId), row => row.State);
            var left = leaving.ToHashSet();
            foreach (var target in targets.Where(row => left.Contains(row.ContactId)).Select(row => row.ToTarget()))
            {
                if (TargetChanges.IsToGo(target, states[target.Action]))
                {
                    changes.TakeAway(states[target.Action], target);
                }
            }

            await using var writing = database.CreateBatch(connection);
            writing.RemoveMembers(campaign, list.Value, leaving);
            await WriteAsync(writing, campaign, changes, leaving.Count > 0 ? audit : null, cancelled);
            return new ListChange(leaving.Count, [.. changes.Actions]);
        },
        cancellationToken);

    public async Task<int> AddTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (met, made) = await database.WriteAsync(
                (connection, cancelled) => AddChunkAsync(connection, campaign, action, most, cancelled), cancellationToken);
            if (made > 0 || met == 0)
            {
                return made; // Contacts that are targets already are passed over, however many.
            }
        }
    }

    public Task<int> RemoveTargetsAsync(CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, cancelled) => RemoveChunkAsync(connection, campaign, action, most, cancelled), cancellationToken);

    private async Task<(int Met, int Made)> AddChunkAsync(
        NpgsqlConnection connection, CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken)
    {
        if (await LockAsync(connection, campaign, action, cancellationToken) is not { ListId: { } list } row)
        {
            return default;
        }

        await using var next = database.CreateBatch(connection);
        next.PlanByIndexes();
        var members = next.List(
            $"""
            SELECT contact_id, position FROM list_contacts
            WHERE campaign_id = {campaign.Value} AND list_id = {list} AND position > {row.TargetsUpTo} ORDER BY position LIMIT {most}
            """,
            reader => (Contact: reader.GetGuid(0), Position: reader.GetInt32(1)));
        await next.RunAsync(cancellationToken);
        if (members.Count == 0)
        {
            return default;
        }

        var ids = members.Select(member => new ContactId(member.Contact)).Bare();
        await using var reading = database.CreateBatch(connection);
        reading.LockContacts(campaign, ids);
        var contacts = reading.Rows<ContactRow>(
            $"FROM contacts r WHERE r.campaign_id = {campaign.Value} AND r.contact_id = ANY ({ids})");
        var targets = reading.Rows<TargetRow>(
            $"FROM targets r WHERE r.campaign_id = {campaign.Value} AND r.contact_id = ANY ({ids}) AND r.action_id = {action.Value}");
        await reading.RunAsync(cancellationToken);

        var changes = new TargetChanges();
        var before = targets.ToDictionary(target => target.ContactId, target => target.ToTarget());
        var made = contacts.Count(contact =>
            changes.Join(row.ToAction(scripts: []), contact.ToContact(), before.GetValueOrDefault(contact.ContactId)));
        await using var writing = database.CreateBatch(connection);
        MoveOn(writing, campaign, action, members[^1].Position);
        await WriteAsync(writing, campaign, changes, audit: null, cancellationToken);
        return (members.Count, made);
    }

    private async Task<int> RemoveChunkAsync(
        NpgsqlConnection connection, CampaignId campaign, ActionId action, int most, CancellationToken cancellationToken)
    {
        if (await LockAsync(connection, campaign, action, cancellationToken) is not { } row)
        {
            return 0;
        }

        await using var looking = database.CreateBatch(connection);
        var strangers = looking.List(
            $"""
            SELECT contact_id FROM targets WHERE campaign_id = {campaign.Value} AND action_id = {action.Value}
                AND (state <= 1 OR ({TargetChanges.IsDraft(row.State)} AND state = 3 AND message_id IS NULL))
                AND contact_id NOT IN (
                    SELECT contact_id FROM list_contacts WHERE campaign_id = {campaign.Value} AND list_id = {row.ListId})
            LIMIT {most}
            """,
            reader => reader.GetGuid(0));
        await looking.RunAsync(cancellationToken);

        var ids = strangers.Select(contact => new ContactId(contact)).Bare();
        await using var reading = database.CreateBatch(connection);
        reading.PlanByIndexes();
        reading.LockContacts(campaign, ids);
        reading.Call(
            $"""
            SELECT 1 FROM targets WHERE campaign_id = {campaign.Value} AND contact_id = ANY ({ids}) AND action_id = {action.Value}
            ORDER BY target_id FOR NO KEY UPDATE
            """);
        var targets = reading.Rows<TargetRow>(
            $"FROM targets r WHERE r.campaign_id = {campaign.Value} AND r.contact_id = ANY ({ids}) AND r.action_id = {action.Value}");
        await reading.RunAsync(cancellationToken);

        // Read again: one may have been texted before it was locked.
        var changes = new TargetChanges();
        List<Target> going =
            [.. targets.Select(target => target.ToTarget()).Where(target => TargetChanges.IsToGo(target, row.State))];
        going.ForEach(target => changes.TakeAway(row.State, target));
        await using var writing = database.CreateBatch(connection);
        MoveOn(writing, campaign, action, upTo: 0); // What was removed may be on the list that comes next.
        await WriteAsync(writing, campaign, changes, audit: null, cancellationToken);
        return going.Count;
    }

    private static void MoveOn(PostgresBatch batch, CampaignId campaign, ActionId action, int upTo) => batch.Do(
        $"UPDATE actions SET targets_up_to = {upTo} WHERE campaign_id = {campaign.Value} AND action_id = {action.Value}");

    /// <summary>The action's list, where it has one, and the action.</summary>
    private async Task<ActionRow?> LockAsync(
        NpgsqlConnection connection, CampaignId campaign, ActionId action, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var batch = database.CreateBatch(connection);
            var lists = batch.List(
                $"""
                SELECT list_id FROM contact_lists WHERE campaign_id = {campaign.Value} AND list_id = (
                    SELECT list_id FROM actions WHERE campaign_id = {campaign.Value} AND action_id = {action.Value})
                FOR NO KEY UPDATE
                """,
                reader => (Guid?)reader.GetGuid(0));
            batch.Call(
                $"SELECT 1 FROM actions WHERE campaign_id = {campaign.Value} AND action_id = {action.Value} FOR NO KEY UPDATE");
            var actions = batch.Rows<ActionRow>(
                $"FROM actions r WHERE r.campaign_id = {campaign.Value} AND r.action_id = {action.Value}");
            await batch.RunAsync(cancellationToken);
            if (actions.SingleOrDefault() is not { } row || row.ListId == lists.SingleOrDefault())
            {
                return actions.SingleOrDefault();
            }
        }
    }

    private static async Task WriteAsync(
        PostgresBatch batch, CampaignId campaign, TargetChanges changes, AuditEntry? audit, CancellationToken cancellationToken)
    {
        var rows = CommitRows.OfAll(campaign, [], changes, Random.Shared.Next(PostgresCommit.Slots));
        if (audit is not null)
        {
            rows.Audit.Add(new(0, AuditRow.Of(campaign, audit)));
        }

        batch.CommitAll();
        batch.WriteOwn(campaign, [], rows);
        batch.RemoveTargets(campaign, changes.Removed);
        batch.WriteShared(campaign, rows);
        await batch.RunAsync(cancellationToken);
    }
}
