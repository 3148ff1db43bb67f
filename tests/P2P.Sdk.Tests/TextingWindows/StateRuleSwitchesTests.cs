using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.TextingWindows;

public class StateRuleSwitchesTests
{
    [Fact]
    public void Rules_of_high_and_medium_confidence_are_on_and_of_low_confidence_off()
    {
        var off = StateRules.All.Where(rule => !default(StateRuleSwitches).IsOn(rule)).Select(rule => rule.State);
        Assert.Equal(["CA", "IL", "NJ", "PA", "WY"], off);
    }

    [Fact]
    public void Switches_have_a_text_that_reads_back()
    {
        var switches = default(StateRuleSwitches).With("WA", false).With("CA", true);
        Assert.Equal("CA=on,WA=off", switches.ToString());
        Assert.Equal(switches, StateRuleSwitches.Parse("WA=off,CA=on"));
        Assert.Equal([new("CA", true), new("WA", false)], switches.Overrides);
        Assert.Equal(default, switches.Without("CA").Without("WA"));
        Assert.Equal(default, StateRuleSwitches.Parse(""));
    }

    [Theory]
    [InlineData("WA")]
    [InlineData("WA=maybe")]
    [InlineData("XX=on")]
    [InlineData("wa=on")]
    [InlineData("CA=on;WA=off")]
    [InlineData(null)]
    public void What_is_no_list_of_states_is_not_read(string? text) => Assert.False(StateRuleSwitches.TryParse(text, out _));

    [Fact]
    public void A_state_without_a_rule_has_nothing_to_switch() =>
        Assert.Throws<ArgumentException>(() => default(StateRuleSwitches).With("NY", true));
}
