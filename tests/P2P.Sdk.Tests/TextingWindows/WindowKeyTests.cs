using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.TextingWindows;

public class WindowKeyTests
{
    [Theory]
    [InlineData("1:America/Chicago,America/New_York|FL")]
    [InlineData("1:Etc/GMT+5|")]
    [InlineData("1:|FL,TX")]
    [InlineData("1:|")]
    [InlineData("0:America/Chicago|")] // Of older data.
    [InlineData("1:Asia/Calcutta|")] // An alias stays as it was stored.
    public void A_stored_key_reads_back_as_itself_and_equal_keys_are_equal(string text)
    {
        var key = WindowKey.Parse(text);
        Assert.Equal(text, key.ToString());
        Assert.Equal(WindowKey.Parse(new string(text)), key);
        Assert.Equal(WindowKey.Parse(new string(text)).GetHashCode(), key.GetHashCode());
        Assert.NotEqual(WindowKey.Parse("1:America/Denver|FL"), key);
        Assert.Equal(text[0] == '1', key.IsCurrent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData("x:|")]
    [InlineData("+1:America/Chicago|")]
    [InlineData("1:Mars/Olympus|")]
    [InlineData("1:america/chicago|")]
    [InlineData("1:UTC+02|")]
    [InlineData("1:America/New_York,America/Chicago|")] // Not sorted: there is one form of a key.
    [InlineData("1:America/Chicago,America/Chicago|")]
    [InlineData("1:America/Chicago|XX")]
    [InlineData("1:America/Chicago|fl")]
    [InlineData("1:America/Chicago|FL|")]
    [InlineData(null)]
    public void What_is_no_key_in_its_one_form_is_not_read(string? text) => Assert.False(WindowKey.TryParse(text, out _));

    [Fact]
    public void The_default_key_knows_nothing_and_has_a_text()
    {
        Assert.Equal("1:|", default(WindowKey).ToString());
        Assert.Equal(default, WindowKey.Parse("1:|"));
        Assert.Empty(default(WindowKey).Zones);
        Assert.Empty(default(WindowKey).States);
    }

    [Fact]
    public void The_longest_key_that_data_can_give_fits()
    {
        var codes = Enumerable.Range(200, 800).Select(code => AreaCodes.Find($"{code}")).OfType<AreaCode>();
        var states = States.All.Select(States.ZonesOf).ToList();
        var longest = codes.Max(code => states.Max(zones => WindowKey.Of(code.Zones.Union(zones), ["AL", "FL", "GA", "TX"]).ToString().Length));
        Assert.InRange(longest, 1, WindowKey.MaxLength);
    }
}
