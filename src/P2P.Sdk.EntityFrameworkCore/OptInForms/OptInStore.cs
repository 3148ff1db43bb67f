using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Links;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Links;
using P2P.Sdk.OptInForms;

namespace P2P.Sdk.EntityFrameworkCore.OptInForms;

internal sealed class OptInStore(Database database) : IOptInStore
{
    public Task<LinkResult> AddAsync(
        CampaignId campaign, OptInForm form, int most, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await session.IsSlugTakenAsync(campaign, form.Slug))
                {
                    return LinkResult.SlugTaken;
                }

                if (await session.NumberAsync($"SELECT COUNT(*) FROM opt_in_forms WHERE campaign_id = {campaign}") >= most)
                {
                    return LinkResult.TooMany;
                }

                await session.InsertAsync(OptInFormRow.Of(campaign, form));
                await session.AddAuditAsync(campaign, audit);
                return LinkResult.Done;
            },
            cancellationToken);

    public Task<bool> SaveAsync(CampaignId campaign, OptInForm form, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if ((await session.FindAsync<OptInFormRow>($"WHERE campaign_id = {campaign} AND form_id = {form.Id}"))?.Version != form.Version)
                {
                    return false;
                }

                await session.UpdateAsync(OptInFormRow.Of(campaign, form with { Version = form.Version + 1 }));
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<Page<OptInForm>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<OptInFormRow>((page.From, page.Backward) switch
                {
                    ({ } from, true) =>
                        $"WHERE campaign_id = {campaign} AND form_id < {from.Id} ORDER BY form_id DESC LIMIT {page.Size + 1}",
                    ({ } from, false) =>
                        $"WHERE campaign_id = {campaign} AND form_id > {from.Id} ORDER BY form_id LIMIT {page.Size + 1}",
                    (null, true) => $"WHERE campaign_id = {campaign} ORDER BY form_id DESC LIMIT {page.Size + 1}",
                    (null, false) => (FormattableString)$"WHERE campaign_id = {campaign} ORDER BY form_id LIMIT {page.Size + 1}",
                });
                return Page.Of(rows.Select(row => row.ToForm()), page, form => new Cursor(0, form.Id.Value));
            },
            cancellationToken);

    public Task<IReadOnlyList<OptInForm>> FindAsync(
        CampaignId campaign, IReadOnlyList<OptInFormId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OptInForm>>(
            async session =>
            {
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("form_id", [.. ids.Select(id => id.Value).Distinct()]));
                return [.. (await session.QueryAsync<OptInFormRow>(where.Statement("WHERE ", $""))).Select(row => row.ToForm())];
            },
            cancellationToken);

    public Task<OptInForm?> FindAsync(CampaignId campaign, string slug, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await session.FindAsync<OptInFormRow>(
                $"WHERE campaign_id = {campaign} AND slug_key = {Folded.Text(slug)}"))?.ToForm(),
            cancellationToken);

    public Task<OptIn?> FindOptInAsync(
        CampaignId campaign, OptInFormId form, ContactId contact, LocalDate day, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await session.FindAsync<OptInRow>(
                $"""
                WHERE campaign_id = {campaign} AND form_id = {form} AND contact_id = {contact} AND day = {OptInRow.DayOf(day)}
                """))?.ToOptIn(),
            cancellationToken);

    public Task<Page<OptIn>> PageOptInsAsync(
        CampaignId campaign, OptInFormId form, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => Page.Of(
                (await session.QueryAsync<OptInRow>(PageOf(campaign, form, page))).Select(row => row.ToOptIn()), page,
                optIn => LatestFirst.CursorOf(optIn.At, optIn.Id.Value)),
            cancellationToken);

    public Task<IReadOnlyList<ReferralCount>> CountReferralsAsync(
        CampaignId campaign, OptInFormId form, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ReferralCount>>(
            async session => await session.ListAsync(
                $"""
                SELECT referrer_id, COUNT(DISTINCT contact_id) FROM opt_ins
                WHERE campaign_id = {campaign} AND form_id = {form} AND referrer_id IS NOT NULL
                GROUP BY referrer_id ORDER BY COUNT(DISTINCT contact_id) DESC LIMIT {most}
                """,
                reader => new ReferralCount(new(session.Values.ReadId(reader, 0)), (int)reader.GetInt64(1))),
            cancellationToken);

    public Task<ContactId?> FindReferrerAsync(CampaignId campaign, string token, CancellationToken cancellationToken) =>
        database.ReadAsync<ContactId?>(
            async session => await session.FindAsync<MessageLinkRow>($"WHERE campaign_id = {campaign} AND token = {token}")
                is { IsReferral: true } link ? new ContactId(link.ContactId) : null,
            cancellationToken);

    public async Task<IReadOnlyList<(CampaignId Campaign, OptIn OptIn)>> ListDueAsync(
        Instant now, int most, CancellationToken cancellationToken)
    {
        var due = new List<(CampaignId, OptIn)>();
        var campaigns = await database.ReadAsync(
            session => session.ListAsync(
                $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.OptIns} AND due_at <= {now} ORDER BY due_at, campaign_id",
                reader => new CampaignId(session.Values.ReadId(reader, 0))),
            cancellationToken);
        foreach (var campaign in campaigns)
        {
            var waiting = await database.ReadAsync(
                session => session.QueryAsync<OptInRow>($"WHERE campaign_id = {campaign} AND due_at <= {now} ORDER BY due_at LIMIT {most}"),
                cancellationToken);
            due.AddRange(waiting.Select(row => (campaign, row.ToOptIn())));
            if (waiting.Count == 0)
            {
                await database.WriteAsync(session => MoveOnAsync(session, campaign), cancellationToken);
            }
        }

        return due.Count <= most ? due : due[..most];
    }

    private static FormattableString PageOf(CampaignId campaign, OptInFormId form, PageRequest page)
    {
        var order = page.Backward ? "ORDER BY created_at ASC, opt_in_id DESC" : "ORDER BY created_at DESC, opt_in_id ASC";
        if (page.From is not { } from)
        {
            return FormattableStringFactory.Create(
                $"WHERE campaign_id = {{0}} AND form_id = {{1}} {order} LIMIT {{2}}", campaign, form, page.Size + 1);
        }

        var after = page.Backward
            ? "(created_at > {2} OR (created_at = {2} AND opt_in_id < {3}))"
            : "(created_at < {2} OR (created_at = {2} AND opt_in_id > {3}))";
        return FormattableStringFactory.Create(
            $"WHERE campaign_id = {{0}} AND form_id = {{1}} AND {after} {order} LIMIT {{4}}",
            campaign, form, Instant.FromUnixTimeTicks(-from.Order), from.Id, page.Size + 1);
    }

    private static async ValueTask MoveOnAsync(Session session, CampaignId campaign)
    {
        // One where a response begins to wait right now keeps its row, though that cannot be seen yet.
        if (await session.TryLockAsync(LockName.Work(WorkKind.OptIns, campaign)))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.OptIns} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM opt_ins WHERE campaign_id = {campaign} AND due_at IS NOT NULL)
                """);
            await session.ExecuteAsync(
                $"""
                UPDATE campaign_work SET due_at = (SELECT MIN(due_at) FROM opt_ins WHERE campaign_id = {campaign} AND due_at IS NOT NULL)
                WHERE kind = {WorkKind.OptIns} AND campaign_id = {campaign}
                """);
        }
    }
}
