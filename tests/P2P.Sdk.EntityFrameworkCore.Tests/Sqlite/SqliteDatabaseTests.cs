namespace P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;

public class SqliteDatabaseTests
{
    [Fact]
    public async Task A_write_that_fails_takes_no_other_with_it()
    {
        using var temporary = new TemporaryDatabase();
        await using var database = temporary.Open();

        var writes = Enumerable.Range(0, 100).Select(i => Task.Run(() => database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync($"INSERT INTO directory (kind, name, campaign_id) VALUES (0, {$"CODE{i}"}, x'01')");
                return i % 2 == 0 ? i : throw new InvalidOperationException("Odd.");
            },
            default))).ToList();
        await Task.WhenAll(writes.Select(write => Record.ExceptionAsync(() => write)));

        Assert.Equal(50, writes.Count(write => write.IsCompletedSuccessfully));
        Assert.Equal(50, await database.ReadAsync(session => session.NumberAsync($"SELECT COUNT(*) FROM directory"), default));
    }

    [Fact]
    public async Task What_was_committed_is_there_when_the_file_is_opened_again()
    {
        using var temporary = new TemporaryDatabase();
        await using (var first = temporary.Open())
        {
            await first.WriteAsync(
                session => session.ExecuteAsync($"INSERT INTO directory (kind, name, campaign_id) VALUES (0, 'CODE', x'01')"), default);
        }

        await using var second = temporary.Open();
        Assert.Equal(1, await second.ReadAsync(session => session.NumberAsync($"SELECT COUNT(*) FROM directory"), default));
    }

    [Fact]
    public async Task Two_processes_on_one_file_take_turns()
    {
        using var temporary = new TemporaryDatabase();
        await using var one = temporary.Open();
        await using var other = temporary.Open();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).WriteAsync(
            session => session.ExecuteAsync($"INSERT INTO directory (kind, name, campaign_id) VALUES (0, {$"CODE{i}"}, x'01')"),
            default))));

        Assert.Equal(200, await one.ReadAsync(session => session.NumberAsync($"SELECT COUNT(*) FROM directory"), default));
    }

    [Fact]
    public async Task A_power_cut_takes_back_no_commit()
    {
        using var temporary = new TemporaryDatabase();
        await using var database = temporary.Open();

        // 2: the log is flushed by each commit.
        Assert.Equal(2, await database.WriteAsync(session => session.NumberAsync($"PRAGMA synchronous"), default));
        Assert.Equal(1, await database.WriteAsync(session => session.NumberAsync($"PRAGMA foreign_keys"), default));
    }
}
