using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using P2P.Sdk.EntityFrameworkCore.Postgres;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

/// <summary>Sees every statement that the driver sends, and judges whether it stays within one campaign.</summary>
internal static partial class StatementWatch
{
    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> ByDatabase = [];
    private static readonly ActivityListener Listener = Listen();
    private static readonly string[] OfCampaigns = TablesOfCampaigns();

    /// <summary>What the process that runs all campaigns asks for itself, and whoever signed in for their own rows.</summary>
    private static readonly string[] OfAllCampaigns =
    [
        "FROM campaigns ORDER BY campaign_id",
        "FROM users WHERE subject = $1 AND subject <> '' AND NOT is_frozen AND NOT is_removed ORDER BY campaign_id LIMIT $2",
    ];

    public static void Begin(string database)
    {
        _ = Listener;
        ByDatabase.TryAdd(database, []);
    }

    /// <summary>Statements on this database that name a campaign's table and no campaign.</summary>
    public static IReadOnlyList<string> End(string database) =>
        ByDatabase.TryRemove(database, out var statements) ? [.. statements.Keys.Where(IsOfNoCampaign)] : [];

    /// <summary>Statements so far on this database that have this word.</summary>
    public static IReadOnlyList<string> Having(string database, string word) =>
        [.. ByDatabase[database].Keys.Where(statement => statement.Contains(word, StringComparison.Ordinal))];

    public static bool IsOfNoCampaign(string statement) =>
        OfCampaigns.Any(table => Regex.IsMatch(statement, $@"\b(FROM|JOIN|INTO|UPDATE)\s+{table}\b"))
        && !CampaignCondition().IsMatch(statement)
        && !OfAllCampaigns.Any(end => statement.EndsWith(end, StringComparison.Ordinal));

    private static string[] TablesOfCampaigns()
    {
        using var context = new PostgresDatabase("Host=none").CreateContext();
        return [.. context.Model.GetEntityTypes().Select(Tables.NameOf).Except(Tables.OfNoCampaign)];
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.query.text") is string text
                    && activity.GetTagItem("db.namespace") is string database
                    && ByDatabase.TryGetValue(database, out var statements))
                {
                    statements.TryAdd(text, 0);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // A condition on a parameter or on another table's campaign, or the first column of what is inserted.
    [GeneratedRegex(@"campaign_id\s*=\s*(\$\d|\w+\.campaign_id)|INSERT INTO \w+( AS \w+)? \(campaign_id")]
    private static partial Regex CampaignCondition();
}
