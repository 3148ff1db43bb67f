using System.Text;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Imports and publishing go on where a server died in the middle of them.</summary>
[Trait("Run", "Long")]
public class PreparationCrashes
{
    private const int Rows = 4_500; // Three portions of reading, nine of merging and publishing.

    [Theory]
    [InlineData("import.reading:2", false)]
    [InlineData("import.read", true)]
    [InlineData("import.merging:3", true)]
    [InlineData("import.merged:3", true)]
    public async Task An_import_is_finished_or_still_running_and_never_half(string point, bool isTaken)
    {
        await using var world = await CrashWorld.StartAsync();
        await world.Server.KillAsync();
        await world.Server.StartAsync(point);

        var broken = await world.UploadAsync("Big", File(Rows));
        await world.Server.WhenExitedAsync();
        await world.Server.StartAsync();
        if (!isTaken)
        {
            // Nothing of a file that was not read to its end is taken, and the sender was told nothing: it is sent again.
            Assert.False(broken);
            Assert.Equal(0, await world.Database.CountAsync("SELECT COUNT(*) FROM contacts"));
            Assert.True(await world.UploadAsync("Big", File(Rows)));
        }

        await world.WhenAsync($"SELECT COUNT(*) >= {Rows} FROM contacts");
        await world.WhenAsync($"SELECT COUNT(*) = {Rows} FROM list_contacts");
        await Audit.CheckAsync(world);
    }

    [Theory]
    [InlineData("publish.chunk:3")]
    [InlineData("publish.live")]
    public async Task A_list_whose_publishing_was_cut_off_is_published_whole(string point)
    {
        await using var world = await CrashWorld.StartAsync();
        await world.UploadAsync("Big", File(Rows));
        await world.WhenAsync($"SELECT COUNT(*) = {Rows} FROM list_contacts");
        var list = (await world.Admin.AskAsync("{ contactLists(first: 1) { nodes { id } } }"))
            .GetProperty("contactLists").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        var action = await world.DraftAsync(list);
        await world.Server.KillAsync();
        await world.Server.StartAsync(point);

        var publishing = world.Admin.MutateAsync(
            "publishAction", "PublishActionInput", new { actionId = action }, "action { state }");
        await world.Server.WhenExitedAsync();
        Assert.InRange(await world.Database.CountAsync("SELECT COUNT(*) FROM targets"), 500, Rows);
        await world.Server.StartAsync();
        await publishing; // It asks again, as an admin would.

        Assert.Equal(Rows, (await world.CountsAsync(action)).GetProperty("messagesRemaining").GetInt32());
        await Audit.CheckAsync(world);
    }

    private static string File(int rows)
    {
        var csv = new StringBuilder("phone,first_name\n");
        for (var i = 0; i < rows; i++)
        {
            csv.Append(null, $"+1312{2_500_000 + i},Ana{i}\n");
        }

        return csv.ToString();
    }
}
