using System.Data.Common;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.OptInForms;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Links;

internal sealed class LinkStore(Database database) : ILinkStore
{
    public Task<LinkResult> AddAsync(
        CampaignId campaign, CustomLink link, int most, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await session.IsSlugTakenAsync(campaign, link.Slug))
                {
                    return LinkResult.SlugTaken;
                }

                if (await session.NumberAsync($"SELECT COUNT(*) FROM custom_links WHERE campaign_id = {campaign}") >= most)
                {
                    return LinkResult.TooMany;
                }

                await session.InsertAsync(CustomLinkRow.Of(campaign, link));
                await session.AddAuditAsync(campaign, audit);
                return LinkResult.Done;
            },
            cancellationToken);

    public Task<bool> SaveAsync(CampaignId campaign, CustomLink link, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await FindRowAsync(session, campaign, link.Id) is not { } row || row.Version != link.Version)
                {
                    return false;
                }

                (row.Title, row.Destination, row.Version) = (link.Title, link.Destination, link.Version + 1);
                await session.UpdateAsync(row);
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<Page<CustomLink>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<CustomLinkRow>((page.From, page.Backward) switch
                {
                    ({ } from, true) =>
                        $"WHERE campaign_id = {campaign} AND link_id < {from.Id} ORDER BY link_id DESC LIMIT {page.Size + 1}",
                    ({ } from, false) =>
                        $"WHERE campaign_id = {campaign} AND link_id > {from.Id} ORDER BY link_id LIMIT {page.Size + 1}",
                    (null, true) => $"WHERE campaign_id = {campaign} ORDER BY link_id DESC LIMIT {page.Size + 1}",
                    (null, false) => (FormattableString)$"WHERE campaign_id = {campaign} ORDER BY link_id LIMIT {page.Size + 1}",
                });
                return Page.Of(rows.Select(row => row.ToLink()), page, link => new Cursor(0, link.Id.Value));
            },
            cancellationToken);

    public Task<IReadOnlyList<CustomLink>> FindAsync(
        CampaignId campaign, IReadOnlyList<CustomLinkId> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<CustomLink>>(
            async session =>
            {
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("link_id", [.. ids.Select(id => id.Value).Distinct()]));
                return [.. (await session.QueryAsync<CustomLinkRow>(where.Statement("WHERE ", $""))).Select(row => row.ToLink())];
            },
            cancellationToken);

    public Task<IReadOnlyList<LinkName>> ListNamesAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LinkName>>(
            async session =>
            [
                .. (await session.QueryAsync<CustomLinkRow>($"WHERE campaign_id = {campaign} ORDER BY link_id"))
                    .Select(row => new LinkName(row.Slug, row.Title, LinkKind.Custom)),
                .. (await session.QueryAsync<OptInFormRow>($"WHERE campaign_id = {campaign} ORDER BY form_id"))
                    .Select(row => new LinkName(row.Slug, row.Title, LinkKind.OptInForm)),
            ],
            cancellationToken);

    public Task<Campaign?> FindCampaignAsync(string code, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await FindOwnerAsync(session, code) is { } campaign ? await session.FindCampaignAsync(campaign) : null,
            cancellationToken);

    public async Task<FollowedLink?> ClickAsync(
        string code, string token, bool isBot, Instant now, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => ExistsAsync(session, code, token), cancellationToken)
            ? await database.WriteAsync(session => ClickAsync(session, code, token, isBot, now), cancellationToken)
            : null; // Who guesses tokens costs no write.

    public Task<ILookup<MessageId, MessageLink>> OfMessagesAsync(
        CampaignId campaign, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("message_id", [.. messages.Select(message => message.Value).Distinct()]));
                return (await session.QueryAsync<MessageLinkRow>(where.Statement("WHERE ", $" ORDER BY slug_key")))
                    .Select(row => row.ToLink()).ToLookup(link => link.Message);
            },
            cancellationToken);

    public Task<IReadOnlyList<LinkClicks>> SumAsync(
        CampaignId campaign, LinkClicksBy by, LinkClickFilter filter, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<LinkClicks>>(
            async session => await session.ListAsync(
                LinkSums.Statement(campaign, by, filter, most), reader => LinkSums.Read(session.Values, by, reader)),
            cancellationToken);

    private static ValueTask<CustomLinkRow?> FindRowAsync(Session session, CampaignId campaign, CustomLinkId id) =>
        session.FindAsync<CustomLinkRow>($"WHERE campaign_id = {campaign} AND link_id = {id}");

    private static async ValueTask<CampaignId?> FindOwnerAsync(Session session, string code) =>
        await session.FindAsync<DirectoryRow>($"WHERE kind = {DirectoryKind.LinkCode} AND name = {code}") is { } owner
            ? new CampaignId(owner.CampaignId)
            : null;

    private static async ValueTask<bool> ExistsAsync(Session session, string code, string token) =>
        await FindOwnerAsync(session, code) is { } campaign
        && await session.NumberAsync($"SELECT 1 FROM message_links WHERE campaign_id = {campaign} AND token = {token}") != 0;

    private static async ValueTask<FollowedLink?> ClickAsync(Session session, string code, string token, bool isBot, Instant now)
    {
        if (await FindOwnerAsync(session, code) is not { } campaign)
        {
            return null;
        }

        await session.LockAsync<MessageLinkRow>($"WHERE campaign_id = {campaign} AND token = {token}");
        if (await session.FindAsync<MessageLinkRow>($"WHERE campaign_id = {campaign} AND token = {token}") is not { } row
            || await session.FindCampaignAsync(campaign) is not { } known)
        {
            return null;
        }

        var before = row.ToLink();
        var link = before.ClickedBy(isBot, now);
        await session.UpdateAsync(MessageLinkRow.Of(campaign, link));
        if (link.Action is { } action)
        {
            var counts = new CountChanges();
            counts.Add(action, ConversationCounts.OfLink(before, -1) + ConversationCounts.OfLink(link, 1));
            await counts.WriteAsync(session, campaign);
        }

        var custom = await session.FindAsync<CustomLinkRow>($"WHERE campaign_id = {campaign} AND slug_key = {Folded.Text(link.Slug)}");
        return new(known, link, custom?.Destination);
    }
}

/// <summary>Clicks summed by the database, over what was clicked at all.</summary>
internal static class LinkSums
{
    public static FormattableString Statement(CampaignId campaign, LinkClicksBy by, LinkClickFilter filter, int most)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add($"clicks > 0");
        Add(filter.Slug is { } slug ? (FormattableString)$"slug_key = {Folded.Text(slug)}" : null);
        Add(filter.Action is { } action ? (FormattableString)$"action_id = {action}" : null);
        Add(filter.User is { } user ? (FormattableString)$"sender_id = {user}" : null);
        Add(filter.Script is { } script ? (FormattableString)$"script_id = {script}" : null);
        Add(filter.Contact is { } contact ? (FormattableString)$"contact_id = {contact}" : null);
        var key = by switch
        {
            LinkClicksBy.Action => "action_id",
            LinkClicksBy.User => "sender_id",
            LinkClicksBy.Script => "script_id, action_id",
            LinkClicksBy.Contact => "contact_id",
            _ => "slug_key",
        };
        return where.Statement(
            $"SELECT COUNT(*), SUM(clicks), {key} FROM message_links WHERE ",
            System.Runtime.CompilerServices.FormattableStringFactory.Create(
                $" GROUP BY {key} ORDER BY COUNT(*) DESC, SUM(clicks) DESC LIMIT {{0}}", most));

        void Add(FormattableString? condition)
        {
            if (condition is not null)
            {
                where.Add(condition);
            }
        }
    }

    public static LinkClicks Read(ColumnValues values, LinkClicksBy by, DbDataReader reader)
    {
        var sum = new LinkClicks { Links = (int)reader.GetInt64(0), Clicks = (int)reader.GetInt64(1) };
        return by switch
        {
            LinkClicksBy.Link => sum with { Slug = reader.GetString(2).ToLowerInvariant() },
            LinkClicksBy.Action => sum with { Action = Id(2) is { } id ? new(id) : null },
            LinkClicksBy.User => sum with { User = Id(2) is { } id ? new(id) : null },
            LinkClicksBy.Script => sum with { Script = Id(2) is { } id ? new(id) : null, Action = Id(3) is { } of ? new(of) : null },
            _ => sum with { Contact = Id(2) is { } id ? new(id) : null },
        };

        Guid? Id(int column) => reader.IsDBNull(column) ? null : values.ReadId(reader, column);
    }
}

/// <summary>Slugs, which links and forms share.</summary>
internal static class LinkSlugs
{
    /// <summary>To be asked under the campaign's lock.</summary>
    public static async ValueTask<bool> IsSlugTakenAsync(this Session session, CampaignId campaign, string slug) =>
        await session.NumberAsync(
            $"""
            SELECT 1 FROM custom_links WHERE campaign_id = {campaign} AND slug_key = {Folded.Text(slug)}
            UNION ALL SELECT 1 FROM opt_in_forms WHERE campaign_id = {campaign} AND slug_key = {Folded.Text(slug)}
            """) > 0;
}
