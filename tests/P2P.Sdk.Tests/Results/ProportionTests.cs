using P2P.Sdk.Results;

namespace P2P.Sdk.Tests.Results;

public class ProportionTests
{
    // Source: R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998),
    // table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void An_interval_is_that_of_Wilson(int count, int of, double low, double high)
    {
        var proportion = Proportion.Of(count, of)!.Value;
        Assert.Equal((double)count / of, proportion.Share);
        Assert.Equal(low, proportion.Low, 4);
        Assert.Equal(high, proportion.High, 4);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(50, 100)]
    [InlineData(2_500, 18_804)]
    public void Its_ends_are_the_shares_from_which_the_one_seen_lies_two_and_a_half_percent_away(int count, int of)
    {
        var (share, low, high) = Proportion.Of(count, of)!.Value;
        foreach (var end in new[] { low, high })
        {
            Assert.Equal(1.959963984540054, Math.Abs(share - end) / Math.Sqrt(end * (1 - end) / of), 9);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Of_nobody_there_is_no_share(int of) => Assert.Null(Proportion.Of(0, of));

    [Fact]
    public void More_than_all_are_all() => Assert.Equal(Proportion.Of(3, 3), Proportion.Of(4, 3));
}
