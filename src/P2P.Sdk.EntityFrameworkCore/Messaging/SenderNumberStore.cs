using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Whether a number sends: a statement's own condition decides each time.</summary>
internal sealed class SenderNumberStore(Database database) : ISenderNumberStore
{
    public Task<IReadOnlyList<NumberHealth>> ListAsync(CampaignId campaign, LocalDate since, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<NumberHealth>>(
            async session =>
            {
                var days = (await session.QueryAsync<SenderNumberDayRow>(
                    $"WHERE campaign_id = {campaign} AND day >= {SenderNumberDayRow.DayNumber(since)} ORDER BY number, day DESC")).ToLookup(row => row.Number, row => row.ToDay());
                return
                [
                    .. (await session.ListNumbersAsync(campaign))
                        .Select(number => new NumberHealth(number, [.. days[number.Number.ToString()]])),
                ];
            },
            cancellationToken);

    public Task<int> SegmentsAsync(CampaignId campaign, LocalDate day, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (int)await session.NumberAsync(
                $"""
                SELECT COALESCE(SUM(d.segments), 0) FROM sender_numbers n
                JOIN sender_number_days d ON d.campaign_id = n.campaign_id AND d.number = n.number
                    AND d.day = {SenderNumberDayRow.DayNumber(day)}
                WHERE n.campaign_id = {campaign}
                """),
            cancellationToken);

    public Task<bool> PauseAsync(
        CampaignId campaign, PhoneNumber number, NumberPause pause, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(
            campaign,
            $"""
            UPDATE sender_numbers SET paused_at = {pause.Since}, pause_reason = {(int)pause.Reason}
            WHERE campaign_id = {campaign} AND number = {number} AND paused_at IS NULL
            """,
            audit,
            cancellationToken);

    public Task<bool> PauseIfFilteredAsync(
        CampaignId campaign, PhoneNumber number, LocalDate day, NumberPause pause, AuditEntry audit, CancellationToken cancellationToken)
    {
        var on = SenderNumberDayRow.DayNumber(day);
        return ChangeAsync(
            campaign,
            $"""
            UPDATE sender_numbers SET paused_at = {pause.Since}, pause_reason = {(int)pause.Reason}
            WHERE campaign_id = {campaign} AND number = {number} AND paused_at IS NULL
                AND (resumed_on IS NULL OR resumed_on < {on})
                AND EXISTS (SELECT 1 FROM sender_number_days d
                    WHERE d.campaign_id = {campaign} AND d.number = {number} AND d.day = {on}
                        AND d.filtered >= {NumberHealth.FilteredToPause}
                        AND d.filtered * 100 >= d.texts * {NumberHealth.FilteredPercentToPause})
            """,
            audit,
            cancellationToken);
    }

    public Task<bool> ResumeAsync(
        CampaignId campaign, PhoneNumber number, LocalDate day, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(
            campaign,
            $"""
            UPDATE sender_numbers SET paused_at = NULL, resumed_on = {SenderNumberDayRow.DayNumber(day)}
            WHERE campaign_id = {campaign} AND number = {number} AND paused_at IS NOT NULL
                AND pause_reason <> {(int)PauseReason.Releasing}
            """,
            audit,
            cancellationToken);

    public Task<bool> BeginReleaseAsync(CampaignId campaign, PhoneNumber number, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE sender_numbers SET pause_reason = {(int)PauseReason.Releasing}
                WHERE campaign_id = {campaign} AND number = {number} AND paused_at IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM messages m
                        WHERE m.campaign_id = {campaign} AND m.campaign_number = {number} AND m.status = 0)
                    AND NOT EXISTS (SELECT 1 FROM messages m
                        WHERE m.campaign_id = {campaign} AND m.campaign_number = {number} AND m.status IN (1, 2))
                """) > 0,
            cancellationToken);

    public Task<bool> RemoveAsync(CampaignId campaign, PhoneNumber number, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(
                    $"""
                    DELETE FROM sender_numbers WHERE campaign_id = {campaign} AND number = {number} AND paused_at IS NOT NULL
                        AND pause_reason = {(int)PauseReason.Releasing}
                    """) == 0)
                {
                    return false;
                }

                await session.ExecuteAsync(
                    $"DELETE FROM directory WHERE kind = {DirectoryKind.SenderNumber} AND name = {number.ToString()} AND campaign_id = {campaign}");
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    private Task<bool> ChangeAsync(
        CampaignId campaign, FormattableString sql, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(sql) == 0)
                {
                    return false;
                }

                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);
}
