namespace P2P.Sdk.Tests.TextingWindows;

public class TextingHoursTests
{
    [Theory]
    [InlineData("09:00-21:00")]
    [InlineData("00:00-23:59")]
    [InlineData("20:59-23:00")]
    [InlineData("06:00-08:01")]
    [InlineData("21:00-08:01")] // Across midnight, and open for the minute from 08:00.
    [InlineData("20:59-08:00")]
    [InlineData("12:00-00:00")]
    public void Hours_that_reach_into_the_federal_ones_are_fine(string hours) =>
        Assert.Empty(Wall.Policy(hours).Hours.Check());

    [Theory]
    [InlineData("09:00-09:00", "closesAt")]
    [InlineData("00:00-00:00", "closesAt")]
    [InlineData("05:00-08:00", "closesAt")]
    [InlineData("21:00-23:00", "opensAt")]
    [InlineData("21:00-08:00", "opensAt")]
    [InlineData("21:00-00:00", "opensAt")]
    public void Equal_times_and_hours_that_leave_nothing_within_the_federal_ones_are_refused(string hours, string path)
    {
        var refusal = Assert.Single(Wall.Policy(hours).Hours.Check());
        Assert.Equal(RefusalCode.InvalidInput, refusal.Code);
        Assert.Equal([path], refusal.Path);
    }
}
