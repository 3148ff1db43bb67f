using NodaTime;
using NodaTime.Text;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.Messaging;

public class SafeguardsTests
{
    private static readonly Instant NoonInChicago = At("2026-10-07T17:00:00Z");

    private static readonly TextingPolicy Policy =
        new(new(new LocalTime(9, 0), new LocalTime(21, 0)), DateTimeZoneProviders.Tzdb["America/New_York"]);

    [Fact]
    public void A_contact_with_nothing_against_them_may_be_texted() =>
        Assert.True(Safeguards.Check(Opening(), NoonInChicago).MayGo);

    [Fact]
    public void Every_reason_against_is_returned_at_once()
    {
        var context = Opening() with
        {
            IsOptedOut = true,
            LineType = LineType.Landline,
            IsUserFrozen = true,
            IsActionLive = false,
            LastOpeningAt = At("2026-10-07T02:00:00Z"),
        };
        var verdict = Safeguards.Check(context, At("2026-10-07T03:00:00Z"));
        Assert.Equal(6, verdict.Count);
        Assert.Equal(
            [
                RefusalCode.OptedOut, RefusalCode.Landline, RefusalCode.Frozen, RefusalCode.ActionNotLive,
                RefusalCode.RecentlyTexted, RefusalCode.OutsideTextingHours,
            ],
            verdict.ToRefusals().Select(r => r.Code));
        Assert.Equal(RefusalCode.OptedOut, verdict.First);
        Assert.Null(verdict.RetryAt); // Time does not heal an opt-out.
    }

    [Theory]
    [InlineData("2026-10-08T01:57:59Z", true)]
    [InlineData("2026-10-08T01:58:00Z", true)]
    [InlineData("2026-10-08T01:58:01Z", false)] // Chicago closes at 02:00Z: less than two minutes are left.
    public void A_press_of_send_needs_two_more_minutes(string instant, bool mayGo) =>
        Assert.Equal(mayGo, Safeguards.Check(Opening() with { Margin = Safeguards.SendMargin }, At(instant)).MayGo);

    [Fact]
    public void A_refusal_for_the_hours_says_when_they_open()
    {
        var refusal = Assert.Single(Safeguards.Check(Opening(), At("2026-10-07T03:00:00Z")).ToRefusals());
        Assert.Equal(RefusalCode.OutsideTextingHours, refusal.Code);
        Assert.Equal(At("2026-10-07T14:00:00Z"), refusal.RetryAt); // 09:00 in Chicago.
    }

    [Fact]
    public void The_lock_ends_six_hours_after_the_last_opening_text()
    {
        var context = Opening() with { LastOpeningAt = NoonInChicago };
        Assert.False(Safeguards.Check(context, NoonInChicago + Duration.FromHours(6) - Duration.FromTicks(10)).MayGo);
        Assert.True(Safeguards.Check(context, NoonInChicago + Duration.FromHours(6)).MayGo);
        Assert.Equal(NoonInChicago + Duration.FromHours(6), Safeguards.Check(context, NoonInChicago).RetryAt);
    }

    [Fact]
    public void The_lock_and_the_actions_state_do_not_concern_replies()
    {
        var reply = Opening() with { IsOpening = false, IsActionLive = false, LastOpeningAt = NoonInChicago };
        Assert.True(Safeguards.Check(reply, NoonInChicago).MayGo);
    }

    [Fact]
    public void A_campaign_may_switch_the_lock_off() =>
        Assert.True(Safeguards.Check(Opening() with { MessageLock = false, LastOpeningAt = NoonInChicago }, NoonInChicago).MayGo);

    [Fact]
    public void A_lock_that_ends_outside_the_hours_heals_when_they_open_next()
    {
        var evening = At("2026-10-08T00:00:00Z"); // 19:00 in Chicago: unlocked at 01:00, in the night.
        var verdict = Safeguards.Check(Opening() with { LastOpeningAt = evening }, evening);
        Assert.Equal(At("2026-10-08T14:00:00Z"), verdict.RetryAt);
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        var context = Opening() with { Margin = Safeguards.SendMargin };
        Check(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Check(1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Check(int times)
        {
            for (var i = 0; i < times; i++)
            {
                _ = Safeguards.Check(context, NoonInChicago).MayGo;
            }
        }
    }

    private static SafeguardContext Opening() => new()
    {
        IsOpening = true,
        Policy = Policy,
        WindowKey = RecipientPlace.KeyFor("", "", "", PhoneNumber.Parse("+13125550142")),
        Margin = Duration.Zero,
        IsOptedOut = false,
        LineType = LineType.Mobile,
        IsActionLive = true,
        MessageLock = true,
    };

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
