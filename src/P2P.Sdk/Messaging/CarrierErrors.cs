using System.Collections.Frozen;

namespace P2P.Sdk.Messaging;

/// <summary>What a carrier's error codes mean. An unknown one is a transport error.</summary>
/// <remarks>The codes are Twilio's, which other carriers' adapters translate to. Source: Twilio's error dictionary, 2026-11.</remarks>
public static class CarrierErrors
{
    private static readonly FrozenDictionary<string, CarrierError> Known = new CarrierError[]
    {
        new("21610", CarrierErrorClass.OptedOut, "The contact has told the carrier to stop."),

        new("30004", CarrierErrorClass.CarrierFiltered, "The contact's carrier blocks texts to this number."),
        new("30007", CarrierErrorClass.CarrierFiltered, "A carrier filtered the text."),
        new("30032", CarrierErrorClass.CarrierFiltered, "The toll-free number it came from is not verified."),
        new("30033", CarrierErrorClass.CarrierFiltered, "The 10DLC campaign is suspended."),
        new("30034", CarrierErrorClass.CarrierFiltered, "The number it came from is not registered for 10DLC."),
        new("30035", CarrierErrorClass.CarrierFiltered, "The number it came from is still being set up for 10DLC."),

        new("30006", CarrierErrorClass.Landline, "The number is a landline, or its carrier cannot be reached by text."),
        new("21614", CarrierErrorClass.Landline, "The number is not a mobile number."),
        new("21635", CarrierErrorClass.Landline, "The number is a landline."),

        new("21211", CarrierErrorClass.InvalidNumber, "The number is not valid."),
        new("21217", CarrierErrorClass.InvalidNumber, "The number looks incorrect."),
        new("30005", CarrierErrorClass.InvalidNumber, "Nobody has this number any more."),

        new("30003", CarrierErrorClass.Unreachable, "The phone was off or out of reach."),
        new("30008", CarrierErrorClass.Unreachable, "The text was lost on its way, for a reason that the carrier does not give."),
        new("30017", CarrierErrorClass.Unreachable, "The contact's carrier was congested."),
        new("30410", CarrierErrorClass.Unreachable, "The next carrier did not answer in time."),

        new("20429", CarrierErrorClass.SlowDown, "Too many requests at once."),
        new("21611", CarrierErrorClass.SlowDown, "Too many texts of this number wait at the carrier."),
        new("30001", CarrierErrorClass.SlowDown, "The carrier's queue was full."),
        new("30022", CarrierErrorClass.SlowDown, "The 10DLC campaign sent faster than it may."),
        new("30023", CarrierErrorClass.SlowDown, "The brand's texts of this day are used up."),
        new("30027", CarrierErrorClass.SlowDown, "The brand's texts of this day to T-Mobile are used up."),

        new("30036", CarrierErrorClass.Expired, "The text could not leave before the texting hours ended."),

        new("20003", CarrierErrorClass.SetUp, "The carrier refuses the credentials."),
        new("21212", CarrierErrorClass.SetUp, "The number to text from is not valid."),
        new("21606", CarrierErrorClass.SetUp, "The number to text from is not the account's, or cannot text this contact."),
        new("21408", CarrierErrorClass.SetUp, "The account may not text this country."),
        new("21602", CarrierErrorClass.SetUp, "The text is empty."),
        new("21612", CarrierErrorClass.SetUp, "There is no route from this number to the contact's."),
        new("21617", CarrierErrorClass.SetUp, "The text has more than 1,600 characters."),
        new("21620", CarrierErrorClass.SetUp, "The carrier could not fetch the image."),
        new("30002", CarrierErrorClass.SetUp, "The account is suspended."),
        new("30019", CarrierErrorClass.SetUp, "The image is too large for the contact's carrier."),
        new("11751", CarrierErrorClass.SetUp, "The images are too large."),
    }.ToFrozenDictionary(error => error.Code);

    /// <summary>Every code that is known, by code.</summary>
    public static IReadOnlyList<CarrierError> All { get; } = [.. Known.Values.OrderBy(error => error.Code, StringComparer.Ordinal)];

    /// <param name="code">The carrier's, such as <c>30007</c>; unknown ones are taken.</param>
    public static CarrierError Find(string code) =>
        Known.GetValueOrDefault(code)
        ?? new(code, CarrierErrorClass.Unknown, "The carrier gives a code that is not in our table; its own documentation tells.");

    /// <returns><see langword="null"/> where there is no error.</returns>
    internal static RejectionClass? Classify(string? code) => string.IsNullOrEmpty(code) ? null : Find(code).Rejection;
}
