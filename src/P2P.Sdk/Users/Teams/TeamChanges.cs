using P2P.Sdk.Audit;

namespace P2P.Sdk.Users.Teams;

/// <summary>What the audit trail keeps of teams: what they were and what they are.</summary>
public static class TeamChanges
{
    /// <summary>So that no entry grows beyond what a page shows.</summary>
    private const int MostInEntry = 50;

    /// <param name="before"><see langword="null"/> for a new team.</param>
    public static string Describe(Team? before, Team after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return string.Join("; ", new[]
        {
            before?.Name != after.Name ? $"name: {before?.Name} -> {after.Name}" : "",
            before?.Code != after.Code ? $"code: {before?.Code} -> {after.Code}" : "",
        }.Where(change => change.Length > 0));
    }

    /// <summary>Entries that say from which team each user came: at most 50 users each, together all of them.</summary>
    /// <param name="audit">Who moved them, when.</param>
    /// <param name="moved">Those who changed their team; none: no entry.</param>
    /// <param name="to"><see langword="null"/>: into none.</param>
    public static IEnumerable<AuditEntry> OfMoves(AuditEntry audit, IEnumerable<(UserId User, TeamId? From)> moved, TeamId? to) =>
        moved.GroupBy(move => move.From).SelectMany(group => group.Chunk(MostInEntry).Select(chunk => audit with
        {
            Detail = $"team: {group.Key} -> {to}; users: {string.Join(' ', chunk.Select(move => move.User))}",
        }));
}
