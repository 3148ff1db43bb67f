using NodaTime;

namespace P2P.Sdk.Tests.SimulatedCarrier;

public sealed class LedgerFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ledger-{Guid.CreateVersion7():N}.jsonl");

    [Fact]
    public async Task A_carrier_that_starts_again_goes_on_where_it_was()
    {
        var (half, rest) = (Duration.FromSeconds(4), Duration.FromDays(1));
        using var uninterrupted = new CarrierWorld();
        await SendAsync(uninterrupted);
        await uninterrupted.PassAsync(half);
        var before = uninterrupted.Told.Count;
        await uninterrupted.PassAsync(rest);

        using (var first = new CarrierWorld(o => o.LedgerFile = _path))
        {
            await SendAsync(first);
            await first.PassAsync(half);
            Assert.Equal(before, first.Told.Count);
        }

        File.AppendAllText(_path, "{\"kind\":\"te"); // The process died as it wrote.
        using var second = new CarrierWorld(o => o.LedgerFile = _path);
        Assert.Equal(300, second.Ledger.Texts.Count);
        await second.PassAsync(half + rest);
        Assert.Equal(
            uninterrupted.Told.Skip(before).Select(told => $"{told with { Id = default }}"),
            second.Told.Select(told => $"{told with { Id = default }}"));
        Assert.Equal(uninterrupted.Ledger.Replies.Select(reply => reply.CarrierId), second.Ledger.Replies.Select(reply => reply.CarrierId));
    }

    [Fact]
    public async Task Numbers_that_were_given_stay_given()
    {
        using (var first = new CarrierWorld(o => (o.LedgerFile, o.Rates.SoldOut, o.NumbersPerAreaCode) = (_path, 0, 1)))
        {
            Assert.Single(await first.Numbers.GetAsync(["312"], 1, default));
        }

        using var second = new CarrierWorld(o => (o.LedgerFile, o.Rates.SoldOut, o.NumbersPerAreaCode) = (_path, 0, 1));
        Assert.Empty(await second.Numbers.GetAsync(["312"], 1, default));
    }

    [Fact]
    public void A_file_that_is_no_ledger_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(_path, "first_name,phone\nAnn,312\n");
        Assert.Throws<InvalidDataException>(() => new CarrierWorld(o => o.LedgerFile = _path));
        Assert.Equal("first_name,phone\nAnn,312\n", File.ReadAllText(_path));
    }

    [Fact]
    public void One_ledger_file_is_one_carriers()
    {
        using var first = new CarrierWorld(o => o.LedgerFile = _path);
        Assert.Throws<IOException>(() => new CarrierWorld(o => o.LedgerFile = _path));
    }

    [Fact]
    public async Task The_export_has_a_line_for_each_hand_over_and_reply_in_order()
    {
        using var world = new CarrierWorld();
        await SendAsync(world);
        await world.PassAsync(Duration.FromDays(1));
        using var writer = new StringWriter();
        await world.Ledger.ExportAsync(writer);
        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(world.Ledger.Texts.Count + world.Ledger.Replies.Count, lines.Length);
        Assert.All(lines.Index(), line => Assert.Contains($"\"sequence\":{line.Index + 1},", line.Item));
    }

    public void Dispose() => File.Delete(_path);

    private static async Task SendAsync(CarrierWorld world)
    {
        for (var i = 0; i < 300; i++)
        {
            await world.SendAsync(CarrierWorld.Text(i));
        }
    }
}
