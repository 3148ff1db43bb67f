namespace P2P.TwilioStandIn.Requests;

/// <summary>What the service takes: a line for each field of each request. What is not here is refused as unknown.</summary>
internal static class Rules
{
    private const string Create = "Messages resource, create parameters";
    private const string Read = "Messages resource, list parameters";
    private const string Numbers = "IncomingPhoneNumbers resource";
    private const string Available = "AvailablePhoneNumbers Local resource";

    public static readonly FieldRule[] CreateMessage =
    [
        new("To", Is.Phone, 21211, "The 'To' number {0} is not a valid phone number.", $"{Create}; errors 21604, 21211") { RequiredBy = 21604 },
        new("From", Is.Phone, 21212, "The 'From' number {0} is not a valid phone number, shortcode, or alphanumeric sender ID.", $"{Create}; error 21212"),
        new("MessagingServiceSid", v => Is.Sid(v, "MG"), 21705, "The Messaging Service Sid {0} is invalid.", $"{Create}; error 21705"),
        new("Body", v => v.Length <= 1600, 21617, "The concatenated message body exceeds the 1600 character limit.", $"{Create}; error 21617"),
        new("MediaUrl", Is.Url, 21620, "Invalid media URL(s).", $"{Create}; error 21620") { Repeats = true },
        new("StatusCallback", Is.CallbackUrl, 21609, "The StatusCallback URL {0} is not a valid URL.", $"{Create}; error 21609: at most 4,000 characters, no underscore in the host"),
        new("ValidityPeriod", v => Is.Whole(v, 1, 36_000), 21624, "The ValidityPeriod {0} is invalid.", $"{Create}; error 21624: whole seconds from 1 to 36,000"),
        new("SmartEncoded", Is.Boolean, 20422, "Invalid parameter: SmartEncoded.", $"{Create}: boolean"),
        new("ProvideFeedback", Is.Boolean, 20422, "Invalid parameter: ProvideFeedback.", $"{Create}: boolean"),
        new("ShortenUrls", v => v == "false", 20422, "Link shortening is not set up for this account.", $"{Create}: boolean, needs a domain of its own"),
        new("MaxPrice", v => decimal.TryParse(v, out var price) && price > 0, 21627, "MaxPrice must be a valid float.", $"{Create}: number"),
        new("Attempt", v => Is.Whole(v, 1, int.MaxValue), 20422, "Invalid parameter: Attempt.", $"{Create}: integer"),
        new("ContentRetention", v => v is "retain" or "discard", 20422, "Invalid parameter: ContentRetention.", $"{Create}: enum"),
        new("AddressRetention", v => v is "retain" or "obfuscate", 20422, "Invalid parameter: AddressRetention.", $"{Create}: enum"),
        new("RiskCheck", v => v is "enable" or "disable", 20422, "Invalid parameter: RiskCheck.", $"{Create}: enum"),
    ];

    public static readonly FieldRule[] ListMessages =
    [
        new("To", Is.Phone, 20422, "Invalid parameter: To.", Read),
        new("From", Is.Phone, 20422, "Invalid parameter: From.", Read),
        new("DateSent", Is.Date, 20422, "Invalid parameter: DateSent.", $"{Read}: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"),
        new("DateSent<", Is.Date, 20422, "Invalid parameter: DateSent<.", $"{Read}: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"),
        new("DateSent>", Is.Date, 20422, "Invalid parameter: DateSent>.", $"{Read}: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"),
        .. Paging,
    ];

    public static readonly FieldRule[] ListNumbers =
    [
        new("PhoneNumber", Is.Phone, 20422, "Invalid parameter: PhoneNumber.", Numbers),
        new("FriendlyName", Is.Any, 20422, "Invalid parameter: FriendlyName.", Numbers),
        .. Paging,
    ];

    public static readonly FieldRule[] ChangeNumber =
    [
        new("SmsUrl", Is.Url, 21402, "SmsUrl is not valid: {0}.", Numbers),
        new("SmsMethod", v => v is "POST", 21403, "SmsMethod is not valid: {0}.", $"{Numbers}; the stand-in posts only"),
        new("FriendlyName", v => v.Length is > 0 and <= 64, 20422, "Invalid parameter: FriendlyName.", Numbers),
        new("StatusCallback", Is.Url, 21609, "StatusCallback is not valid: {0}.", Numbers),
    ];

    public static readonly FieldRule[] BuyNumber =
    [
        new("PhoneNumber", Is.Phone, 21421, "PhoneNumber is invalid", $"{Numbers}; error 21421"),
        new("AreaCode", Is.AreaCode, 21451, "Invalid area code", $"{Numbers}; error 21451"),
        .. ChangeNumber,
    ];

    public static readonly FieldRule[] SearchNumbers =
    [
        new("AreaCode", Is.AreaCode, 21451, "Invalid area code", $"{Available}: integer"),
        new("InRegion", v => v.Length == 2 && v.All(char.IsAsciiLetterUpper), 20422, "Invalid parameter: InRegion.", $"{Available}: state"),
        new("Contains", v => v.Length >= 2, 20422, "Invalid parameter: Contains.", Available),
        new("SmsEnabled", Is.Boolean, 20422, "Invalid parameter: SmsEnabled.", $"{Available}: boolean"),
        new("MmsEnabled", Is.Boolean, 20422, "Invalid parameter: MmsEnabled.", $"{Available}: boolean"),
        new("VoiceEnabled", Is.Boolean, 20422, "Invalid parameter: VoiceEnabled.", $"{Available}: boolean"),
        new("ExcludeAllAddressRequired", Is.Boolean, 20422, "Invalid parameter: ExcludeAllAddressRequired.", $"{Available}: boolean"),
        new("Beta", Is.Boolean, 20422, "Invalid parameter: Beta.", $"{Available}: boolean"),
        .. Paging,
    ];

    public static readonly FieldRule[] AddToService =
    [
        new("PhoneNumberSid", v => Is.Sid(v, "PN"), 20422, "Invalid parameter: PhoneNumberSid.", "Messaging Service PhoneNumbers resource") { RequiredBy = 20422 },
    ];

    public static readonly FieldRule[] Lookup =
    [
        new("Fields", v => v == "line_type_intelligence", 60617, "Invalid data package: {0}.", "Lookup v2, Fields; the stand-in has line types only"),
        new("CountryCode", v => v.Length == 2, 60600, "Invalid country code.", "Lookup v2"),
    ];

    private static FieldRule[] Paging =>
    [
        new("PageSize", v => Is.Whole(v, 1, 1000), 20007, "Page size too large.", "Twilio's paging: from 1 to 1,000; error 20007"),
        new("Page", v => Is.Whole(v, 0, int.MaxValue), 20422, "Invalid parameter: Page.", "Twilio's paging"),
        new("PageToken", Is.Any, 20422, "Invalid parameter: PageToken.", "Twilio's paging: as in next_page_uri"),
    ];
}
