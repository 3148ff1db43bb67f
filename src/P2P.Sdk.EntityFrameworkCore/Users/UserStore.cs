using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>Every change locks the campaign's row first: so whoever joins twice at once is one user, and of two admins who
/// demote each other the second sees the first.</summary>
internal class UserStore(Database database) : IUserStore
{
    public virtual Task<User?> FindBySubjectAsync(CampaignId campaign, string subject, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Joining.FindBySubjectAsync(session, campaign, subject), cancellationToken);

    public Task<IReadOnlyList<JoinedCampaign>> ListCampaignsAsync(string subject, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<JoinedCampaign>>(
            async session =>
            {
                // Of all campaigns, as no other statement is: it reads nothing but the rows of whoever asks.
                var users = await session.QueryAsync<UserRow>(
                    $"WHERE subject = {subject} AND subject <> '' AND NOT is_frozen AND NOT is_removed ORDER BY campaign_id LIMIT {most}");
                var joined = new List<JoinedCampaign>(users.Count);
                foreach (var user in users)
                {
                    var campaign = await session.FindCampaignAsync(new(user.CampaignId));
                    joined.Add(new(new(user.CampaignId), campaign!.Name, new(user.UserId), user.Role));
                }

                return joined;
            },
            cancellationToken);

    public Task<CampaignId?> FindCampaignAsync(JoinCode code, CancellationToken cancellationToken) =>
        database.ReadAsync<CampaignId?>(
            async session =>
                await session.FindAsync<DirectoryRow>($"WHERE kind = {Codes.KindOf(code)} AND name = {code.Key}") is { } row
                    ? new(row.CampaignId)
                    : null,
            cancellationToken);

    public Task<User?> JoinAsync(
        CampaignId campaign, JoinCode code, User newcomer, Instant now, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Joining.JoinAsync(session, campaign, code, newcomer, now, audit), cancellationToken);

    public Task<bool> SaveProfileAsync(CampaignId campaign, User user, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await session.FindUserAsync(campaign, user.Id) is not { IsRemoved: false } kept)
                {
                    return false;
                }

                await session.UpdateAsync(UserRow.Of(campaign, kept with
                {
                    FirstName = user.FirstName,
                    LastName = user.LastName,
                    Email = user.Email,
                    Phone = user.Phone,
                    State = user.State,
                    Zip = user.Zip,
                    Language = user.Language,
                }));
                await session.AddAuditAsync(campaign, audit);
                return true;
            },
            cancellationToken);

    public Task<StandingChange> ChangeAsync(
        CampaignId campaign, UserId user, StandingEdit edit, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.LockCampaignAsync(campaign);
                if (await session.FindUserAsync(campaign, user) is not { IsRemoved: false } before)
                {
                    return new StandingChange(StandingResult.NotFound, null);
                }

                var after = edit.Apply(before);
                if (after == before)
                {
                    return new(StandingResult.Unchanged, before);
                }

                if (before.IsActiveAdmin && !after.IsActiveAdmin && await session.NumberAsync(
                    $"""
                    SELECT 1 FROM users WHERE campaign_id = {campaign} AND role = {Role.Admin} AND user_id <> {user}
                        AND NOT is_frozen AND NOT is_removed LIMIT 1
                    """) == 0)
                {
                    return new(StandingResult.LastAdmin, before);
                }

                await session.UpdateAsync(UserRow.Of(campaign, after));
                await session.AddAuditAsync(campaign, audit with { Detail = StandingEdit.Describe(before, after) });
                await Releases.SetAsync(session, campaign, after);
                return new(StandingResult.Changed, after);
            },
            cancellationToken);

    public Task<Page<User>> PageAsync(
        CampaignId campaign, UserFilter filter, PageRequest page, bool count, CancellationToken cancellationToken) =>
        database.SearchAsync(
            async session =>
            {
                var query = new UserQuery(campaign, filter);
                int? total = count ? (int)await session.NumberAsync(query.OfCount()) : null;
                var rows = await session.QueryAsync<UserRow>(query.OfPage(page));
                return Page.Of(
                    rows.Select(row => row.ToUser()), page, user => new Cursor(0, user.Id.Value),
                    total > UserQuery.MostCounted ? null : total);
            },
            cancellationToken);

    public async Task<IReadOnlyList<(CampaignId Campaign, UserId User)>> LeaseReleasesAsync(
        string node, Duration lease, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async session =>
                await session.NumberAsync($"SELECT COUNT(*) FROM campaign_work WHERE kind = {WorkKind.Releases}") > 0,
            cancellationToken)
            ? await database.WriteAsync(session => Releases.LeaseAsync(session, node, lease), cancellationToken)
            : []; // Looking costs no write.

    public Task<IReadOnlyList<ContactId>> FindHeldAsync(
        CampaignId campaign, UserId user, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Releases.FindHeldAsync(session, campaign, user, most), cancellationToken);

    public Task EndReleaseAsync(CampaignId campaign, UserId user, Duration settled, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Releases.EndAsync(session, campaign, user, settled), cancellationToken);
}
