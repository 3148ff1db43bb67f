using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.Sdk.Tests.SimulatedCarrier;

public class FateTests
{
    private const int Recipients = 10_000;
    private static readonly Duration FourHours = Duration.FromHours(4);
    private static readonly SimulatedCarrierOptions Defaults = new();

    private static readonly Fate[] Fates =
        [.. Enumerable.Range(0, Recipients).Select(i => Fate.Of(Defaults, CarrierWorld.Contact(i), 0, FourHours))];

    [Theory]
    [InlineData(HandOverOutcome.Accepted)]
    [InlineData(HandOverOutcome.Busy)]
    [InlineData(HandOverOutcome.Rejected)]
    [InlineData(HandOverOutcome.AnswerLost)]
    [InlineData(HandOverOutcome.NeverArrived)]
    public void Each_way_to_answer_a_hand_over_happens(HandOverOutcome outcome) =>
        Assert.Contains(Fates, fate => fate.Outcome == outcome);

    [Theory]
    [InlineData("30003")]
    [InlineData("30005")]
    [InlineData("30006")]
    [InlineData("30007")]
    [InlineData("30008")]
    [InlineData("30036")]
    public void Each_way_to_fail_later_happens(string code) =>
        Assert.Contains(Fates, fate => fate.IsTaken && fate.FinalCode == code);

    [Theory]
    [InlineData("21211", RejectionClass.TransportError)]
    [InlineData("21610", RejectionClass.OptedOut)]
    [InlineData("21614", RejectionClass.Landline)]
    [InlineData("30034", RejectionClass.CarrierFiltered)]
    public void Each_way_to_refuse_at_once_happens(string code, RejectionClass expected)
    {
        Assert.Contains(Fates, fate => fate.Outcome == HandOverOutcome.Rejected && fate.Code == code);
        Assert.Equal(expected, CarrierCodes.ClassOf(code));
    }

    [Fact]
    public void Mishaps_come_as_often_as_the_options_say()
    {
        var (rates, taken) = (Defaults.Rates, Fates.Where(fate => fate.IsTaken).ToList());
        AssertRate(rates.Busy, Fates.Count(fate => fate.Outcome == HandOverOutcome.Busy), Recipients);
        AssertRate(rates.Rejected, Fates.Count(fate => fate.Outcome == HandOverOutcome.Rejected), Recipients);
        AssertRate(rates.NoAnswer * rates.TakenWithoutAnswer, Fates.Count(fate => fate.Outcome == HandOverOutcome.AnswerLost), Recipients);
        AssertRate(rates.Filtered, taken.Count(fate => fate.FinalCode == CarrierCodes.Filtered), taken.Count);
        AssertRate(rates.Failed, taken.Count(fate => CarrierCodes.Passing.Contains(fate.FinalCode)), taken.Count);
        AssertRate(rates.Unreachable, taken.Count(fate => CarrierCodes.Lasting.Contains(fate.FinalCode)), taken.Count);
        AssertRate(rates.Silent, taken.Count(fate => fate.Callbacks.Count == 0), taken.Count);
        AssertRate(rates.Early, taken.Count(fate => fate.Callbacks.Any(callback => callback.IsEarly)), taken.Count);
        AssertRate(rates.Duplicate, taken.Count(fate => fate.Callbacks.Count(c => c.Status == fate.Final) > 1), taken.Count);
    }

    [Fact]
    public void People_answer_and_opt_out_as_often_as_the_options_say()
    {
        var rates = Defaults.Rates;
        var replies = Enumerable.Range(0, Recipients).Select(i => Persona.RepliesTo(Defaults, CarrierWorld.Contact(i), 0)).ToList();
        var optOuts = replies.Count(all => all.Any(reply => reply.OptOut == OptOutWording.Keyword));
        var asks = replies.Count(all => all.Any(reply => reply.OptOut == OptOutWording.OtherWords));
        AssertRate(rates.OptOut, optOuts, Recipients);
        AssertRate(rates.OptOutInWords, asks, Recipients);
        AssertRate(rates.Reply, replies.Count(all => all.Count > 0) - optOuts - asks, Recipients);
        Assert.Contains(replies, all => all.Count == 2);
        Assert.Contains(replies, all => all.Any(reply => reply.Text.Contains('ú')));
        Assert.Contains(replies, all => all.Any(reply => Phrases.English.WrongNumbers.Contains(reply.Text)));
        Assert.Contains(replies, all => all.Any(reply => reply.Text.EndsWith("👍", StringComparison.Ordinal)));
        Assert.Contains(replies, all => all.Any(reply => reply.Text.Length > 306));
        Assert.All(replies, all => Assert.Equal(all.OrderBy(reply => reply.After), all));
    }

    [Fact]
    public void Who_asked_once_to_be_left_alone_does_not_say_it_again()
    {
        var asked = Enumerable.Range(0, Recipients).Select(CarrierWorld.Contact)
            .Where(number => Persona.RepliesTo(Defaults, number, 0).Any(reply => reply.OptOut != OptOutWording.None));
        Assert.All(asked, number => Assert.Empty(Persona.RepliesTo(Defaults, number, 1)));
    }

    [Fact]
    public void A_text_that_is_kept_past_its_validity_expires_at_its_end()
    {
        var options = new SimulatedCarrierOptions { Rates = { Slow = 1, Filtered = 0, Failed = 0, Unreachable = 0 } };
        var minute = Duration.FromMinutes(1);
        var fates = Enumerable.Range(0, 100).Select(i => Fate.Of(options, CarrierWorld.Contact(i), 0, minute)).Where(fate => fate.IsTaken);
        Assert.All(fates, fate => Assert.Equal((CarrierCodes.Expired, minute), (fate.FinalCode, fate.Latency + fate.FinalAfter)));
    }

    [Fact]
    public void Nothing_is_delivered_after_its_validity()
    {
        var validFor = Duration.FromSeconds(5);
        var delivered = Enumerable.Range(0, Recipients).Select(i => Fate.Of(Defaults, CarrierWorld.Contact(i), 0, validFor))
            .Where(fate => fate is { IsTaken: true, Final: MessageStatus.Delivered }).ToList();
        Assert.NotEmpty(delivered);
        Assert.All(delivered, fate => Assert.True(fate.Latency + fate.FinalAfter <= validFor));
    }

    [Fact]
    public void A_status_that_is_told_out_of_order_comes_after_the_last_one()
    {
        var options = new SimulatedCarrierOptions { Rates = { OutOfOrder = 1, Early = 0, Duplicate = 0, Silent = 0 } };
        var fate = Enumerable.Range(0, 100).Select(i => Fate.Of(options, CarrierWorld.Contact(i), 0, FourHours)).First(f => f.IsTaken);
        Assert.Equal(fate.Final, fate.Callbacks.OrderBy(callback => callback.After).First().Status);
        Assert.Equal(MessageStatus.Sent, fate.Callbacks.OrderBy(callback => callback.After).Last().Status);
    }

    [Fact]
    public void Another_seed_gives_other_fates() =>
        Assert.NotEqual(
            Fates.Select(fate => fate.Outcome),
            Enumerable.Range(0, Recipients).Select(i => Fate.Of(new() { Seed = 2 }, CarrierWorld.Contact(i), 0, FourHours).Outcome));

    [Theory]
    [InlineData("+13125550150", LineType.Landline)]
    [InlineData("+19075550159", LineType.Landline)]
    [InlineData("+18005550150", LineType.TollFree)]
    [InlineData("+18885550101", LineType.TollFree)]
    public void Line_types_are_fixed_for_fictional_landlines_and_toll_free_numbers(string number, LineType expected) =>
        Assert.Equal(expected, SimulatedLineTypes.Of(Defaults, PhoneNumber.Parse(number)));

    [Fact]
    public void A_landline_is_never_delivered_to()
    {
        var fates = Enumerable.Range(0, 10).SelectMany(i => Enumerable.Range(0, 50).Select(n =>
            Fate.Of(Defaults, PhoneNumber.Parse($"+1312555015{i}"), n, FourHours))).ToList();
        Assert.DoesNotContain(fates, fate => fate.IsTaken && fate.Final == MessageStatus.Delivered);
        Assert.Contains(fates, fate => fate.Code == CarrierCodes.NotMobile);
        Assert.Contains(fates, fate => fate.FinalCode == CarrierCodes.Landline);
    }

    [Fact]
    public void Other_numbers_are_mobile_or_on_internet_lines_and_landlines_only_if_asked_for()
    {
        var numbers = Enumerable.Range(0, Recipients).Select(CarrierWorld.Contact).ToList();
        var types = numbers.ConvertAll(number => SimulatedLineTypes.Of(Defaults, number));
        AssertRate(Defaults.Rates.Voip, types.Count(type => type == LineType.Voip), Recipients);
        Assert.DoesNotContain(LineType.Landline, types);
        var some = new SimulatedCarrierOptions { Rates = { Landline = 0.2 } };
        AssertRate(0.2, numbers.Count(number => SimulatedLineTypes.Of(some, number) == LineType.Landline), Recipients);
    }

    /// <summary>Within four standard deviations: the draws are fixed, so it holds always or never.</summary>
    private static void AssertRate(double rate, int hits, int of) =>
        Assert.InRange(hits, (of * rate) - Margin(rate, of), (of * rate) + Margin(rate, of));

    private static double Margin(double rate, int of) => 4 * Math.Sqrt(of * rate * (1 - rate));
}
