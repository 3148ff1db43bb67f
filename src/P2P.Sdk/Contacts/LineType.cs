namespace P2P.Sdk.Contacts;

/// <summary>What kind of line a number is, as a carrier tells; libphonenumber cannot, for US numbers (INT-4).</summary>
public enum LineType
{
    /// <summary>Not asked yet, or the carrier does not know. May be texted.</summary>
    Unknown,
    Mobile,
    Voip,
    TollFree,

    /// <summary>Cannot receive texts: landline, premium, shared cost, pager, voicemail.</summary>
    Landline,
}
