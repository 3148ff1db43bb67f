using P2P.Sdk.Scripts;

namespace P2P.Sdk.Tests.Scripts;

public class ScriptPickerTests
{
    private static readonly IReadOnlyList<Script> Scripts = [Of("A", 1), Of("B", 2), Of("C", 1)];

    [Fact]
    public void Scripts_are_picked_by_weight()
    {
        var random = new Random(1);
        var picks = Enumerable.Range(0, 40_000).Select(_ => ScriptPicker.Pick(Scripts, random.NextInt64()).Name).CountBy(n => n).ToDictionary();

        Assert.InRange(picks["A"], 9_500, 10_500);
        Assert.InRange(picks["B"], 19_500, 20_500);
        Assert.InRange(picks["C"], 9_500, 10_500);
    }

    [Fact]
    public void Targets_that_are_claimed_first_get_all_scripts()
    {
        // Targets are claimed in the order of their numbers, which for a large list begin small.
        var picks = Enumerable.Range(0, 4_000).Select(i => ScriptPicker.Pick(Scripts, i * 1_000_000L).Name).CountBy(n => n).ToDictionary();

        Assert.All(picks.Values, count => Assert.InRange(count, 850, 2_150));
        Assert.Equal(3, picks.Count);
    }

    [Fact]
    public void The_same_order_number_gets_the_same_script() =>
        Assert.Same(ScriptPicker.Pick(Scripts, long.MaxValue), ScriptPicker.Pick(Scripts, long.MaxValue));

    [Fact]
    public void Without_scripts_there_is_nothing_to_pick() =>
        Assert.Throws<ArgumentException>(() => ScriptPicker.Pick([], 1));

    private static Script Of(string name, int weight) =>
        new() { Id = ScriptId.New(), Kind = ScriptKind.Initial, Name = name, Text = name, Weight = weight };
}
