using NodaTime;
using P2P.Sdk.TextingWindows;
using static P2P.Sdk.Tests.TextingWindows.Wall;

namespace P2P.Sdk.Tests.TextingWindows;

public class TextingWindowTests
{
    [Theory]
    [InlineData("1:America/New_York|", "2026-04-15T08:59:59.999", false)]
    [InlineData("1:America/New_York|", "2026-04-15T09:00:00", true)]
    [InlineData("1:America/New_York|", "2026-04-15T20:59:59.9999999", true)]
    [InlineData("1:America/New_York|", "2026-04-15T21:00:00", false)]
    [InlineData("1:America/New_York|FL", "2026-04-15T19:59:59", true)] // 9-21 in Florida is 9-20.
    [InlineData("1:America/New_York|FL", "2026-04-15T20:00:00", false)]
    [InlineData("1:America/Chicago,America/New_York|FL", "2026-04-15T09:30:00", false)] // The panhandle has 08:30.
    [InlineData("1:America/Chicago,America/New_York|FL", "2026-04-15T10:00:00", true)]
    [InlineData("1:America/Chicago,America/New_York|FL", "2026-04-15T20:00:00", false)]
    [InlineData("1:America/New_York|KY", "2026-04-15T09:59:59", false)]
    [InlineData("1:America/New_York|KY", "2026-04-15T10:00:00", true)]
    [InlineData("1:America/New_York|RI", "2026-04-15T18:00:00", false)]
    [InlineData("1:America/New_York|RI", "2026-04-18T16:59:59", true)] // A Saturday.
    [InlineData("1:America/New_York|RI", "2026-04-18T17:00:00", false)]
    [InlineData("1:America/New_York|FL,KY", "2026-04-15T09:30:00", false)] // The strictest of both.
    [InlineData("1:America/New_York|FL,KY", "2026-04-15T20:30:00", false)]
    public void The_campaigns_hours_are_cut_by_the_states_rules(string key, string time, bool open) =>
        Assert.Equal(open, TextingWindow.IsOpen(WindowKey.Parse(key), Policy(), At(time)));

    [Theory]
    [InlineData("00:00-23:59", "2026-04-15T07:59:59", false)]
    [InlineData("00:00-23:59", "2026-04-15T08:00:00", true)]
    [InlineData("00:00-23:59", "2026-04-15T21:00:00", false)]
    [InlineData("20:00-10:00", "2026-04-15T20:30:00", true)]
    [InlineData("20:00-10:00", "2026-04-15T23:00:00", false)]
    [InlineData("20:00-10:00", "2026-04-15T09:59:59", true)]
    [InlineData("20:00-10:00", "2026-04-15T10:00:00", false)]
    public void Federal_hours_cut_even_the_widest_campaign(string hours, string time, bool open) =>
        Assert.Equal(open, TextingWindow.IsOpen(WindowKey.Parse("1:America/New_York|"), Policy(hours), At(time)));

    [Theory]
    [InlineData("2026-04-18T09:00:00", true)] // Saturday
    [InlineData("2026-04-19T11:59:59", false)] // Sunday
    [InlineData("2026-04-19T12:00:00", true)]
    [InlineData("2026-04-19T20:59:59", true)]
    public void Texas_opens_at_noon_on_Sundays(string time, bool open) =>
        Assert.Equal(open, TextingWindow.IsOpen(WindowKey.Parse("1:America/Chicago|TX"), Policy(), At(time, "America/Chicago")));

    [Theory]
    [InlineData("AL", "2026-12-25", false)]
    [InlineData("AL", "2027-12-24", false)] // Christmas is a Saturday: observed the day before, and the day itself counts.
    [InlineData("AL", "2027-12-25", false)]
    [InlineData("AL", "2027-12-27", true)]
    [InlineData("AL", "2027-07-05", false)] // The 4th is a Sunday.
    [InlineData("AL", "2027-12-31", false)] // New Year's Day of 2028 is a Saturday.
    [InlineData("AL", "2026-04-27", false)] // Confederate Memorial Day, fourth Monday in April.
    [InlineData("MS", "2026-04-27", false)] // There the last Monday.
    [InlineData("AL", "2026-06-01", false)] // Jefferson Davis's Birthday.
    [InlineData("MS", "2026-06-01", true)]
    [InlineData("AL", "2026-11-26", false)] // Thanksgiving
    [InlineData("AL", "2026-11-27", true)]
    [InlineData("AL", "2026-05-25", false)] // Memorial Day, the last of four Mondays.
    [InlineData("AL", "2026-04-19", false)] // A Sunday.
    [InlineData("LA", "2026-02-17", false)] // Mardi Gras
    [InlineData("LA", "2026-04-03", false)] // Good Friday
    [InlineData("LA", "2026-11-03", false)] // General Election Day
    [InlineData("LA", "2027-11-02", true)] // No general election in odd years.
    [InlineData("UT", "2026-07-24", false)] // Pioneer Day
    [InlineData("UT", "2026-07-26", false)] // A Sunday.
    [InlineData("UT", "2026-07-27", true)]
    [InlineData("RI", "2026-08-10", false)] // Victory Day
    [InlineData("FL", "2026-12-25", true)] // Florida's rule does not close on holidays.
    [InlineData("PA", "2026-12-25", true)] // Of low confidence: off unless switched on.
    public void States_that_close_on_Sundays_or_holidays_are_closed_all_day(string state, string date, bool open)
    {
        var key = WindowKey.Parse($"1:America/New_York|{state}");
        Assert.Equal(open, TextingWindow.IsOpen(key, Policy(), At($"{date}T12:00:00")));
    }

    [Fact]
    public void A_campaign_switches_each_states_rule_by_itself()
    {
        var key = WindowKey.Parse("1:America/New_York|CA,WA");
        var early = At("2026-04-15T08:30:00");
        var late = At("2026-04-15T20:30:00");
        var policy = Policy("08:00-21:00");
        Assert.True(TextingWindow.IsOpen(key, policy, early)); // California's is of low confidence.
        Assert.False(TextingWindow.IsOpen(key, policy, late));

        var switched = policy with { StateRuleSwitches = policy.StateRuleSwitches.With("CA", true).With("WA", false) };
        Assert.False(TextingWindow.IsOpen(key, switched, early));
        Assert.True(TextingWindow.IsOpen(key, switched, late));
    }

    [Fact]
    public void A_contact_of_whom_nothing_is_known_is_judged_in_the_campaigns_zone()
    {
        Assert.False(TextingWindow.IsOpen(default, Policy(zone: "America/Chicago"), At("2026-04-15T09:30:00")));
        Assert.True(TextingWindow.IsOpen(default, Policy(zone: "America/New_York"), At("2026-04-15T09:30:00")));
    }

    [Fact]
    public void Phoenix_keeps_its_time_in_summer_while_Denver_and_the_Navajo_Nation_do_not()
    {
        var phoenix = WindowKey.Parse("1:America/Phoenix|");
        var both = WindowKey.Parse("1:America/Denver,America/Phoenix|");
        Assert.Equal(Utc("2026-07-15T16:00:00Z"), Opens(phoenix, "2026-07-15T10:00:00Z"));
        Assert.Equal(Utc("2026-07-15T15:00:00Z"), Opens(WindowKey.Parse("1:America/Denver|"), "2026-07-15T10:00:00Z"));
        Assert.Equal(Utc("2026-07-15T16:00:00Z"), Opens(both, "2026-07-15T10:00:00Z"));
        Assert.Equal(Utc("2026-07-16T03:00:00Z"), TextingWindow.Judge(both, Policy(), Utc("2026-07-15T20:00:00Z")).ClosesAt);
        Assert.Equal(Opens(phoenix, "2026-01-15T10:00:00Z"), Opens(both, "2026-01-15T10:00:00Z"));
    }

    [Fact]
    public void The_next_opening_lies_beyond_a_closed_Sunday_and_a_holiday()
    {
        var utah = WindowKey.Parse("1:America/Denver|UT");
        var saturdayNight = At("2026-04-18T21:00:00", "America/Denver");
        Assert.Equal(At("2026-04-20T09:00:00", "America/Denver"), TextingWindow.Judge(utah, Policy(), saturdayNight).OpensAt);

        var beforeLaborDay = At("2026-09-05T21:00:00", "America/Denver");
        Assert.Equal(At("2026-09-08T09:00:00", "America/Denver"), TextingWindow.Judge(utah, Policy(), beforeLaborDay).OpensAt);
    }

    [Theory]
    [InlineData("02:30-10:00", "2026-03-08T06:59:59.999Z", false, "2026-03-08T07:00:00Z")] // Opens at the jump to 03:00.
    [InlineData("02:30-10:00", "2026-03-08T07:00:00Z", true, "2026-03-08T14:00:00Z")]
    [InlineData("22:00-02:30", "2026-03-08T06:59:59.999Z", true, "2026-03-08T07:00:00Z")] // Closes at the jump.
    [InlineData("22:00-02:30", "2026-03-08T07:00:00Z", false, "2026-03-09T02:00:00Z")]
    [InlineData("20:00-01:30", "2026-11-01T05:15:00Z", true, "2026-11-01T05:30:00Z")] // The first 01:15.
    [InlineData("20:00-01:30", "2026-11-01T05:30:00Z", false, "2026-11-01T06:00:00Z")] // Open again in the second 01:00.
    [InlineData("20:00-01:30", "2026-11-01T06:00:00Z", true, "2026-11-01T06:30:00Z")]
    [InlineData("01:30-09:00", "2026-11-01T05:45:00Z", true, "2026-11-01T06:00:00Z")] // Closed again in the second 01:00.
    [InlineData("01:30-09:00", "2026-11-01T06:00:00Z", false, "2026-11-01T06:30:00Z")]
    public void Hours_that_clocks_skip_or_repeat_are_judged_by_the_wall_clock(string hours, string now, bool open, string changes)
    {
        var state = TextingWindow.Judge(
            WindowKey.Parse("1:America/Detroit|"), Policy(hours) with { HoursAlone = true }, Utc(now));
        var expected = open ? new WindowState(true, Utc(changes), null) : new WindowState(false, null, Utc(changes));
        Assert.Equal(expected, state);
    }

    [Fact]
    public void Zones_without_a_common_hour_never_open_and_hours_that_never_end_never_close()
    {
        var apart = WindowKey.Parse("1:Atlantic/Reykjavik,Pacific/Auckland|");
        Assert.Equal(default, TextingWindow.Judge(apart, Policy(), Utc("2026-07-15T12:00:00Z")));
        Assert.Null(TextingWindow.NextOpening(apart, Policy(), Utc("2026-07-15T12:00:00Z"), Duration.FromMinutes(2)));

        var dayAndNight = Policy("00:00-23:59") with { HoursAlone = true, Hours = new(LocalTime.Midnight, LocalTime.MaxValue) };
        Assert.NotNull(TextingWindow.Judge(default, dayAndNight, Utc("2026-07-15T12:00:00Z")).ClosesAt);
    }

    [Theory]
    [InlineData("20:50:00", 10, true)]
    [InlineData("20:50:00.001", 10, false)]
    [InlineData("20:58:00", 2, true)]
    [InlineData("20:58:00.001", 2, false)]
    [InlineData("20:59:59.999", 0, true)]
    [InlineData("21:00:00", 0, false)]
    public void A_claim_needs_ten_more_minutes_a_send_two_and_the_hand_over_the_instant(string time, int minutes, bool enough) =>
        Assert.Equal(enough, TextingWindow.IsOpenFor(
            WindowKey.Parse("1:America/New_York|"), Policy(), At($"2026-04-15T{time}"), Duration.FromMinutes(minutes)));

    [Fact]
    public void The_next_opening_lasts_as_long_as_is_asked()
    {
        var key = WindowKey.Parse("1:America/New_York|");
        var minutes = Duration.FromMinutes(10);
        Assert.Equal(At("2026-04-15T20:50:00"), TextingWindow.NextOpening(key, Policy(), At("2026-04-15T20:50:00"), minutes));
        Assert.Equal(At("2026-04-16T09:00:00"), TextingWindow.NextOpening(key, Policy(), At("2026-04-15T20:50:01"), minutes));
        Assert.Null(TextingWindow.NextOpening(key, Policy("09:00-09:05"), At("2026-04-15T20:50:01"), minutes));
    }

    [Theory]
    [InlineData("1:America/New_York|")]
    [InlineData("1:America/Chicago,America/Denver|AL,FL,TX")]
    [InlineData("1:|")]
    public void Judging_whether_it_is_open_allocates_nothing(string text)
    {
        var (key, policy, now) = (WindowKey.Parse(text), Policy(), At("2026-04-15T12:00:00"));
        var open = TextingWindow.IsOpen(key, policy, now) && TextingWindow.IsOpenFor(key, policy, now, Duration.FromHours(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            open &= TextingWindow.IsOpen(key, policy, now)
                && TextingWindow.IsOpenFor(key, policy, now, Duration.FromHours(1));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(open);
    }

    private static Instant? Opens(WindowKey key, string from) => TextingWindow.Judge(key, Policy(), Utc(from)).OpensAt;
}
