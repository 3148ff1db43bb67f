using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal sealed class AuditStore(Database database) : IAuditStore
{
    public Task<Page<AuditItem>> PageAsync(
        CampaignId campaign, AuditFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => Page.Of(
                (await session.QueryAsync<AuditRow>(Query(campaign, filter, page))).Select(row => new AuditItem(row.Number, row.ToEntry())),
                page,
                item => new Cursor(-item.Number, Guid.Empty)),
            cancellationToken);

    private static FormattableString Query(CampaignId campaign, AuditFilter filter, PageRequest page)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        if (filter.What is { } what)
        {
            where.Add(what.EndsWith('.')
                ? (FormattableString)$"what >= {what} AND what < {Folded.AfterPrefix(what)}"
                : $"what = {what}");
        }

        if (filter.User is { } user)
        {
            where.Add($"user_id = {user}");
        }

        if (filter.Subject is { } subject)
        {
            where.Add($"subject = {subject}");
        }

        if (filter.From is { } from)
        {
            where.Add($"at >= {from}");
        }

        if (filter.Before is { } before)
        {
            where.Add($"at < {before}");
        }

        if (page.From is { } cursor)
        {
            where.Add(page.Backward ? (FormattableString)$"number > {-cursor.Order}" : $"number < {-cursor.Order}");
        }

        return where.Statement("WHERE ", page.Backward
            ? (FormattableString)$" ORDER BY number LIMIT {page.Size + 1}"
            : $" ORDER BY number DESC LIMIT {page.Size + 1}");
    }
}
