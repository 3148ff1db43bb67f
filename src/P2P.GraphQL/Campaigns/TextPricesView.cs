using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Campaigns;

[Name("TextPrices")]
[Description("What a text costs, for estimates.")]
public sealed class TextPricesView(TextPrices prices)
{
    [Description("Per SMS segment.")]
    public double Segment => (double)prices.Segment;

    [Description("Per MMS.")]
    public double Mms => (double)prices.Mms;

    [Description("ISO 4217.")]
    public string Currency => prices.Currency;

    [Description("The day on which the prices were true, at its beginning in UTC.")]
    public Instant AsOf => prices.AsOf.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}

[Name("TextPricesInput")]
[Description("What a text costs, for estimates.")]
public sealed class TextPricesInput
{
    [Description("Per SMS segment; 0 or more.")]
    public required double Segment { get; init; }

    [Description("Per MMS; 0 or more.")]
    public required double Mms { get; init; }

    [Description("ISO 4217: three letters.")]
    public required string Currency { get; init; }

    [Description("When the prices were true; its day in UTC is kept.")]
    public required Instant AsOf { get; init; }

    internal TextPrices ToPrices() => new(Amount(Segment), Amount(Mms), Currency, AsOf.InUtc().Date);

    // What no amount of money can be is refused like one below zero.
    private static decimal Amount(double amount) => double.Abs(amount) <= 1_000_000 ? (decimal)amount : -1;
}
