namespace P2P.Sdk.Segments;

/// <summary>How the carrier encodes a text; one character outside GSM-7 makes it UCS-2 as a whole.</summary>
public enum SmsEncoding
{
    /// <summary>Septets: 160 in one segment, 153 in each of several.</summary>
    Gsm7,

    /// <summary>UTF-16 code units: 70 in one segment, 67 in each of several.</summary>
    Ucs2,
}
