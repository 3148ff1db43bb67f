using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>Whose contacts are to be released, and which those are.</summary>
internal static class Releases
{
    /// <summary>Notes that a stopped user's contacts are to be released, or that a free one's are not any more.</summary>
    public static async ValueTask SetAsync(Session session, CampaignId campaign, User user)
    {
        await session.ExecuteAsync($"DELETE FROM user_releases WHERE campaign_id = {campaign} AND user_id = {user.Id}");
        if (user.IsStopped)
        {
            await session.InsertAsync(new UserReleaseRow
            {
                CampaignId = campaign.Value,
                UserId = user.Id.Value,
                Since = await session.NowAsync(),
            });
            await session.AddWorkAsync(campaign, WorkKind.Releases);
        }
    }

    public static async ValueTask<IReadOnlyList<(CampaignId Campaign, UserId User)>> LeaseAsync(
        Session session, string node, Duration lease)
    {
        var now = await session.NowAsync();
        var leased = new List<(CampaignId Campaign, UserId User)>();
        foreach (var work in await session.QueryAsync<CampaignWorkRow>(
            $"WHERE kind = {WorkKind.Releases} ORDER BY due_at, campaign_id"))
        {
            foreach (var release in await session.QueryAsync<UserReleaseRow>(
                $"WHERE campaign_id = {work.CampaignId} ORDER BY since, user_id"))
            {
                if (await session.ExecuteAsync(
                    $"""
                    UPDATE user_releases SET leased_by = {node}, leased_until = {now + lease}
                    WHERE campaign_id = {release.CampaignId} AND user_id = {release.UserId}
                        AND (leased_until IS NULL OR leased_until <= {now} OR leased_by = {node})
                    """) > 0)
                {
                    leased.Add((new(release.CampaignId), new(release.UserId)));
                }
            }
        }

        return leased;
    }

    public static async ValueTask<IReadOnlyList<ContactId>> FindHeldAsync(
        Session session, CampaignId campaign, UserId user, int most)
    {
        var held = new HashSet<ContactId>();
        await AddAsync(
            $"""
            SELECT contact_id FROM targets
            WHERE campaign_id = {campaign} AND assigned_to = {user} AND state = {TargetState.Assigned} AND action_id IN (
                SELECT action_id FROM actions WHERE campaign_id = {campaign} AND NOT keep_assignments)
            LIMIT {most}
            """);
        await AddAsync($"SELECT contact_id FROM contacts WHERE campaign_id = {campaign} AND holder = {user} LIMIT {most}");
        await AddAsync(
            $"""
            SELECT contact_id FROM messages
            WHERE campaign_id = {campaign} AND status = {MessageStatus.Queued} AND sender = {user} LIMIT {most}
            """);
        await AddAsync(
            $"""
            SELECT contact_id FROM messages
            WHERE campaign_id = {campaign} AND former_holder = {user}
                AND status IN ({MessageStatus.Queued}, {MessageStatus.Sending}, {MessageStatus.Unknown}) LIMIT {most}
            """);
        return [.. held.Take(most)];

        async ValueTask AddAsync(FormattableString sql)
        {
            if (held.Count < most)
            {
                held.UnionWith(await session.ListAsync(sql, reader => new ContactId(session.Values.ReadId(reader, 0))));
            }
        }
    }

    public static async ValueTask EndAsync(Session session, CampaignId campaign, UserId user, Duration settled)
    {
        var before = await session.NowAsync() - settled;
        await session.ExecuteAsync(
            $"DELETE FROM user_releases WHERE campaign_id = {campaign} AND user_id = {user} AND since <= {before}");

        // One where a user is being stopped right now keeps its row, though that cannot be seen yet.
        if (await session.TryLockAsync(LockName.Work(WorkKind.Releases, campaign)))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Releases} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM user_releases WHERE campaign_id = {campaign})
                """);
        }
    }
}
