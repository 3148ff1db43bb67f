using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests.SimulatedCarrier;

public class SimulatedNumberPoolTests
{
    [Fact]
    public async Task Numbers_come_from_the_first_area_code_that_has_any_left()
    {
        using var world = new CarrierWorld(o =>
        {
            o.Rates.SoldOut = 0;
            o.NumbersPerAreaCode = 3;
            o.SoldOutAreaCodes.Add("312");
        });
        string[] wanted = ["312", "000", "773", "872"];
        Assert.Equal(["773", "773"], await AreaCodesAsync(world, wanted, 2));
        Assert.Equal(["773"], await AreaCodesAsync(world, wanted, 2));
        Assert.Equal(["872"], await AreaCodesAsync(world, wanted, 1));
        Assert.Empty(await AreaCodesAsync(world, ["312", "773"], 1));
    }

    [Fact]
    public async Task Any_area_code_does_where_none_is_wanted_and_the_seed_chooses()
    {
        using var one = new CarrierWorld();
        using var same = new CarrierWorld();
        using var other = new CarrierWorld(o => o.Seed = 77);
        var numbers = await one.Numbers.GetAsync([], 5, default);
        Assert.Equal(5, numbers.Count);
        Assert.Equal(numbers, await same.Numbers.GetAsync([], 5, default));
        Assert.NotEqual(numbers, await other.Numbers.GetAsync([], 5, default));
    }

    [Fact]
    public async Task Some_area_codes_are_sold_out_by_seed()
    {
        using var world = new CarrierWorld(o => o.Rates.SoldOut = 0.5);
        var left = 0;
        string[] areaCodes = ["202", "212", "213", "214", "215", "216", "305", "312", "313", "404", "405", "415", "503", "602", "617", "702"];
        foreach (var areaCode in areaCodes)
        {
            left += (await world.Numbers.GetAsync([areaCode], 1, default)).Count;
        }

        Assert.InRange(left, 2, areaCodes.Length - 2);
    }

    [Fact]
    public async Task Numbers_are_valid_are_no_fictional_contact_s_and_tell_their_state()
    {
        using var world = new CarrierWorld(o => (o.Rates.SoldOut, o.NumbersPerAreaCode) = (0, 100));
        var numbers = await world.Numbers.GetAsync(["312"], 200, default);
        Assert.Equal(100, numbers.Distinct().Count());
        Assert.All(numbers, sender =>
        {
            Assert.True(PhoneNumberParser.Read(sender.Number.ToString()).IsValid);
            Assert.DoesNotContain("55501", sender.Number.ToString());
            Assert.Equal("IL", sender.State);
        });
    }

    [Fact]
    public async Task Two_who_ask_at_once_never_get_the_same_number()
    {
        using var world = new CarrierWorld(o => o.Rates.SoldOut = 0);
        var given = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            Task.Run(() => world.Numbers.GetAsync(["312", "773"], 3, default))));
        Assert.Distinct(given.SelectMany(numbers => numbers));
    }

    private static async Task<IEnumerable<string>> AreaCodesAsync(CarrierWorld world, string[] areaCodes, int count) =>
        (await world.Numbers.GetAsync(areaCodes, count, default)).Select(number => number.Number.AreaCode);
}
