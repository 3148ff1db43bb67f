using P2P.Sdk.Contacts;

namespace P2P.Sdk.Twilio.LineTypes;

/// <summary>Twilio's words for kinds of lines.</summary>
internal static class LineTypeWords
{
    /// <summary>An unknown word may be texted, as a line may whose kind nobody knows.</summary>
    public static LineType Read(string word) => word switch
    {
        "mobile" => LineType.Mobile,
        "fixedVoip" or "nonFixedVoip" or "personal" => LineType.Voip,
        "tollFree" => LineType.TollFree,
        "landline" or "premium" or "sharedCost" or "uan" or "voicemail" or "pager" => LineType.Landline,
        _ => LineType.Unknown,
    };
}
