using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Crm;

/// <summary>A campaign with an entry that waits has a row of work, by which nodes find it.</summary>
internal sealed class CrmOutbox(Database database) : ICrmOutbox
{
    /// <summary>A new entry does not move the work's row forward, since all writers would wait for it; so it is looked at often.</summary>
    private static readonly Duration LongestRest = Duration.FromSeconds(10);

    /// <summary>What makes an entry wait as if it had never been sent; the conditions follow.</summary>
    private static FormattableString Again =>
        $"UPDATE crm_entries SET state = {CrmEntryState.Waiting}, attempts = 0, reason = '', due_at = {NodaConstants.UnixEpoch} WHERE ";

    public Task<CrmSetup?> FindSetupAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await session.FindAsync<CrmSetupRow>($"WHERE campaign_id = {campaign}"))?.ToSetup(), cancellationToken);

    public Task<bool> SaveSetupAsync(CampaignId campaign, CrmSetup setup, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await WakeAsync(session, campaign); // What waited while it was off.
                await session.LockCampaignAsync(campaign);
                var before = await session.FindAsync<CrmSetupRow>($"WHERE campaign_id = {campaign}");
                if ((before?.Version ?? 0) != setup.Version)
                {
                    return false;
                }

                var row = CrmSetupRow.Of(campaign, setup with { Version = setup.Version + 1 });
                if (before is null)
                {
                    await session.InsertAsync(row);
                }
                else
                {
                    await session.ExecuteAsync( // Not the pause: the CRM asked for that, and may be doing so right now.
                        $"""
                        UPDATE crm_setups SET is_on = {row.IsOn}, mappings = {row.Mappings}, version = {row.Version}
                        WHERE campaign_id = {campaign}
                        """);
                }

                await session.ExecuteAsync($"UPDATE campaigns SET crm = {setup.Interest} WHERE campaign_id = {campaign}");
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<CampaignId>> ListDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<CampaignId>>(
            async session => await session.ListAsync(
                $"""
                SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Crm} AND due_at <= {await session.NowAsync()}
                ORDER BY due_at, campaign_id
                """,
                reader => new CampaignId(session.Values.ReadId(reader, 0))),
            cancellationToken);

    public Task<IReadOnlyList<CrmEntry>> TakeAsync(
        CampaignId campaign, int most, Duration lease, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<CrmEntry>>(
            async session =>
            {
                // One takes at a time: two could take two entries of one contact.
                await session.LockAsync<CrmSetupRow>($"WHERE campaign_id = {campaign}");
                var setup = await session.FindAsync<CrmSetupRow>($"WHERE campaign_id = {campaign}");
                var now = await session.NowAsync();
                var rows = setup is { IsOn: true } && setup.PausedUntil <= now ? await DueAsync(session, campaign, most, now) : [];
                foreach (var row in rows)
                {
                    row.Attempts++;
                    row.DueAt = now + lease;
                    await session.UpdateAsync(row);
                }

                if (rows.Count == 0)
                {
                    await RestAsync(session, campaign, setup, now);
                }

                return [.. rows.Select(row => row.ToEntry())];
            },
            cancellationToken);

    public Task<bool> SettleAsync(
        CampaignId campaign, CrmEntry entry, CrmSettlement settlement, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(settlement.State is { } state
                ? $"""
                UPDATE crm_entries SET state = {state}, reason = {settlement.Reason}, due_at = {await session.NowAsync() + settlement.After}
                WHERE campaign_id = {campaign} AND entry_id = {entry.Id} AND state = 0 AND attempts = {entry.Attempts}
                """
                : (FormattableString)$"""
                DELETE FROM crm_entries
                WHERE campaign_id = {campaign} AND entry_id = {entry.Id} AND state = 0 AND attempts = {entry.Attempts}
                """) > 0,
            cancellationToken);

    public Task PauseAsync(CampaignId campaign, Duration time, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var until = await session.NowAsync() + time;
                await session.ExecuteAsync(
                    $"UPDATE crm_setups SET paused_until = {until} WHERE campaign_id = {campaign} AND paused_until < {until}");
            },
            cancellationToken);

    public Task<Page<CrmEntry>> PageAsync(
        CampaignId campaign, CrmEntryState state, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => Page.Of(
                (await session.QueryAsync<CrmEntryRow>(PageOf(campaign, state, page))).Select(row => row.ToEntry()), page,
                entry => LatestFirst.CursorOf(entry.At, entry.Id.Value)),
            cancellationToken);

    public Task<CrmNumbers> CountAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var states = (await session.ListAsync(
                    $"SELECT state, COUNT(*) FROM crm_entries WHERE campaign_id = {campaign} GROUP BY state",
                    reader => ((CrmEntryState)reader.GetInt32(0), (int)reader.GetInt64(1)))).ToDictionary();
                return new CrmNumbers(
                    states.GetValueOrDefault(CrmEntryState.Waiting), states.GetValueOrDefault(CrmEntryState.Sent),
                    states.GetValueOrDefault(CrmEntryState.Failed));
            },
            cancellationToken);

    public Task<int> ResendAsync(
        CampaignId campaign, IReadOnlyList<CrmEntryId>? ids, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await WakeAsync(session, campaign);
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add($"state = {CrmEntryState.Failed}");
                if (ids is not null)
                {
                    where.Add(session.Values.IsAmong("entry_id", [.. ids.Select(id => id.Value).Distinct()]));
                }

                var resent = await session.ExecuteAsync(where.Statement(Again, $""));
                if (resent > 0)
                {
                    await session.AddAuditAsync(campaign, audit);
                }

                return resent;
            },
            cancellationToken);

    public Task<CrmReplayed> ReplayAsync(
        CampaignId campaign, CrmPlace after, int most, AuditEntry? audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await WakeAsync(session, campaign);
                var sent = await session.QueryAsync<CrmEntryRow>(
                    $"""
                    WHERE campaign_id = {campaign} AND state = {CrmEntryState.Sent}
                        AND (created_at > {after.At} OR (created_at = {after.At} AND entry_id > {after.Id}))
                    ORDER BY created_at, entry_id LIMIT {most}
                    """);
                if (sent.Count == 0)
                {
                    return default;
                }

                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add($"state = {CrmEntryState.Sent}");
                where.Add(session.Values.IsAmong("entry_id", [.. sent.Select(row => row.EntryId)]));
                var replayed = await session.ExecuteAsync(where.Statement(Again, $""));
                if (audit is not null)
                {
                    await session.AddAuditAsync(campaign, audit);
                }

                return new CrmReplayed(replayed, sent.Count < most ? null : new(sent[^1].CreatedAt, new(sent[^1].EntryId)));
            },
            cancellationToken);

    private static ValueTask<List<CrmEntryRow>> DueAsync(Session session, CampaignId campaign, int most, Instant now) =>
        session.QueryAsync<CrmEntryRow>(
            $"""
            WHERE campaign_id = {campaign} AND state = 0 AND due_at <= {now} AND NOT EXISTS (
                SELECT 1 FROM crm_entries earlier
                WHERE earlier.campaign_id = {campaign} AND earlier.contact_id = crm_entries.contact_id AND earlier.state = 0
                    AND (earlier.contact_version < crm_entries.contact_version
                        OR (earlier.contact_version = crm_entries.contact_version AND earlier.kind < crm_entries.kind)))
            ORDER BY due_at, entry_id LIMIT {most}
            """);

    private static async ValueTask WakeAsync(Session session, CampaignId campaign)
    {
        await session.AddWorkAsync(campaign, WorkKind.Crm);
        await session.ExecuteAsync(
            $"UPDATE campaign_work SET due_at = {NodaConstants.UnixEpoch} WHERE kind = {WorkKind.Crm} AND campaign_id = {campaign}");
    }

    /// <summary>Says when the campaign is to be looked at again; never, if nothing waits.</summary>
    private static async ValueTask RestAsync(Session session, CampaignId campaign, CrmSetupRow? setup, Instant now)
    {
        // One where an entry is being added right now keeps its row, though that cannot be seen yet.
        if (await session.TryLockAsync(LockName.Work(WorkKind.Crm, campaign)))
        {
            if (setup is not { IsOn: true })
            {
                await session.ExecuteAsync($"DELETE FROM campaign_work WHERE kind = {WorkKind.Crm} AND campaign_id = {campaign}");
                return;
            }

            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Crm} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM crm_entries WHERE campaign_id = {campaign} AND state = 0)
                """);
            await session.ExecuteAsync(
                $"UPDATE campaign_work SET due_at = {now + LongestRest} WHERE kind = {WorkKind.Crm} AND campaign_id = {campaign}");
        }
    }

    private static FormattableString PageOf(CampaignId campaign, CrmEntryState state, PageRequest page)
    {
        var order = page.Backward ? "ORDER BY created_at ASC, entry_id DESC" : "ORDER BY created_at DESC, entry_id ASC";
        if (page.From is not { } from)
        {
            return FormattableStringFactory.Create(
                $"WHERE campaign_id = {{0}} AND state = {{1}} {order} LIMIT {{2}}", campaign, state, page.Size + 1);
        }

        var after = page.Backward
            ? "(created_at > {2} OR (created_at = {2} AND entry_id < {3}))"
            : "(created_at < {2} OR (created_at = {2} AND entry_id > {3}))";
        return FormattableStringFactory.Create(
            $"WHERE campaign_id = {{0}} AND state = {{1}} AND {after} {order} LIMIT {{4}}",
            campaign, state, Instant.FromUnixTimeTicks(-from.Order), from.Id, page.Size + 1);
    }
}
