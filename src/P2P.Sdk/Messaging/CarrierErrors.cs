using System.Collections.Frozen;

namespace P2P.Sdk.Messaging;

/// <summary>What a carrier's error codes mean for a contact. An unknown one is a transport error.</summary>
/// <remarks>The codes are Twilio's, which other carriers' adapters translate to. Source: Twilio's error dictionary, 2026-11.</remarks>
internal static class CarrierErrors
{
    private static readonly FrozenDictionary<string, RejectionClass> Known = new Dictionary<string, RejectionClass>
    {
        ["21610"] = RejectionClass.OptedOut,
        ["30004"] = RejectionClass.CarrierFiltered,
        ["30007"] = RejectionClass.CarrierFiltered,
        ["30032"] = RejectionClass.CarrierFiltered,
        ["30033"] = RejectionClass.CarrierFiltered,
        ["30034"] = RejectionClass.CarrierFiltered,
        ["30035"] = RejectionClass.CarrierFiltered,
        ["21614"] = RejectionClass.Landline,
        ["21635"] = RejectionClass.Landline,
        ["30006"] = RejectionClass.Landline,
    }.ToFrozenDictionary();

    /// <returns><see langword="null"/> where there is no error.</returns>
    public static RejectionClass? Classify(string? code) =>
        string.IsNullOrEmpty(code) ? null : Known.GetValueOrDefault(code, RejectionClass.TransportError);
}
