using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations.Committing;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>Users on PostgreSQL. Every request asks who its caller is now: those that come together ask by one statement.</summary>
internal sealed class PostgresUserStore : UserStore
{
    private const int Lanes = 2;
    private const int MostSubjects = 256;

    private readonly Groups<string, User?> _users;

    public PostgresUserStore(Database sessions, PostgresDatabase database)
        : base(sessions) =>
        _users = new(Lanes, MostSubjects, _ => [], (campaign, _, subjects) => ReadAsync(database, campaign, subjects));

    public override async Task<User?> FindBySubjectAsync(CampaignId campaign, string subject, CancellationToken cancellationToken) =>
        (await _users.RunAsync(campaign, [subject], cancellationToken))[0];

    /// <returns>In the order of the subjects.</returns>
    private static async Task<IReadOnlyList<User?>> ReadAsync(PostgresDatabase database, CampaignId campaign, IReadOnlyList<string> subjects)
    {
        var id = campaign.Value;
        string[] asked = [.. subjects.Where(subject => subject.Length > 0).Distinct()];
        Guid[] ids = [.. asked.Select(AsId).OfType<Guid>()];
        await using var batch = database.CreateBatch();
        batch.PlanByIndexes();
        var rows = batch.Rows<UserRow>(
            $"""
            FROM (
                SELECT u.* FROM unnest({asked}) AS asked CROSS JOIN LATERAL (
                    SELECT * FROM users WHERE campaign_id = {id} AND subject = asked AND subject <> '' OFFSET 0) AS u
                UNION ALL
                SELECT u.* FROM unnest({ids}) AS asked CROSS JOIN LATERAL (
                    SELECT * FROM users WHERE campaign_id = {id} AND user_id = asked AND subject = '' OFFSET 0) AS u) AS r
            """);
        await batch.RunAsync(CancellationToken.None);
        var bySubject = rows.Where(row => row.Subject.Length > 0).ToDictionary(row => row.Subject, row => row.ToUser());
        var byId = rows.Where(row => row.Subject.Length == 0).ToDictionary(row => row.UserId, row => row.ToUser());
        return
        [
            .. subjects.Select(subject => bySubject.GetValueOrDefault(subject)
                ?? (AsId(subject) is { } own ? byId.GetValueOrDefault(own) : null)),
        ];
    }

    /// <summary>Who has no subject signs in by their id.</summary>
    private static Guid? AsId(string subject) => Guid.TryParseExact(subject, "N", out var id) ? id : null;
}
