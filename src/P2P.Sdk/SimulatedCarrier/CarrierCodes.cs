using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>The error codes of Twilio that the simulated carrier answers with.</summary>
internal static class CarrierCodes
{
    public const string InvalidNumber = "21211";
    public const string OptedOut = "21610";
    public const string NotMobile = "21614";
    public const string NotRegistered = "30034";
    public const string UnknownHandset = "30005";
    public const string Landline = "30006";
    public const string Filtered = "30007";
    public const string Expired = "30036";

    /// <summary>Answered at once.</summary>
    public static readonly string[] Rejections = [InvalidNumber, OptedOut, NotMobile, NotRegistered];

    /// <summary>Told later, of a number that no text reaches.</summary>
    public static readonly string[] Lasting = [UnknownHandset, Landline];

    /// <summary>Told later, of one text: handset off, unknown.</summary>
    public static readonly string[] Passing = ["30003", "30008"];

    public static RejectionClass ClassOf(string code) => code switch
    {
        OptedOut => RejectionClass.OptedOut,
        NotMobile => RejectionClass.Landline,
        NotRegistered => RejectionClass.CarrierFiltered,
        _ => RejectionClass.TransportError,
    };
}
