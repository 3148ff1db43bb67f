using Microsoft.Data.Sqlite;
using P2P.GraphQL.Demo;
using P2P.GraphQL.Demo.Verdicts;

namespace P2P.GraphQL.Tests.Demo;

public class DemoTests
{
    [Fact]
    public async Task Two_demos_do_not_share_a_database()
    {
        using var trial = new DemoTrial(seed: 76, rows: 10);
        using var other = new CommitOrder(Path.ChangeExtension(trial.Database, ".commits.txt"));
        await Assert.ThrowsAsync<DemoFailedException>(() => trial.RunAsync());
    }

    [Fact]
    public async Task The_demo_texts_a_file_it_has_never_seen_passes_its_verdict_and_finds_its_data_again()
    {
        using var trial = new DemoTrial(seed: 77, rows: 250);

        var first = await trial.RunAsync();
        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Contains("250 rows of others.csv", first.Output);
        Assert.Equal(5, Lines(first.Output, "pass  ").Count);

        var second = await trial.RunAsync();
        Assert.True(second.ExitCode == 0, second.Output);
        Assert.DoesNotContain("Imported", second.Output);
        Assert.Equal(Lines(first.Output, "sent twice"), Lines(second.Output, "sent twice"));

        await LoseACounterAsync(trial.Database);
        var third = await trial.RunAsync();
        Assert.Equal(1, third.ExitCode);
        Assert.Single(Lines(third.Output, "FAIL  "));
        Assert.Single(Lines(third.Output, "FAIL  counters"));
    }

    [Fact]
    public async Task A_text_handed_over_twice_fails_the_verdict()
    {
        using var trial = new DemoTrial(seed: 78, rows: 120);
        AssertFails("sent twice", await trial.RunAsync(Sabotage.SendTwice));
    }

    [Fact]
    public async Task A_STOP_that_nobody_understands_fails_the_verdict()
    {
        using var trial = new DemoTrial(seed: 79, rows: 400);
        AssertFails("after an opt-out", await trial.RunAsync(Sabotage.HearNoStop));
    }

    [Fact]
    public async Task A_text_outside_hours_fails_the_verdict()
    {
        using var trial = new DemoTrial(seed: 80, rows: 120);
        AssertFails("outside hours", await trial.RunAsync(Sabotage.MistakeTheTime));
    }

    private static void AssertFails(string name, (int ExitCode, string Output) run)
    {
        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Single(Lines(run.Output, $"FAIL  {name}"));
    }

    private static List<string> Lines(string output, string with) =>
        [.. output.Split('\n').Where(line => line.Contains(with, StringComparison.Ordinal))];

    private static async Task LoseACounterAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE action_counts SET responses = responses - 1 WHERE responses > 0";
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }
}
