namespace P2P.Sdk.Contacts;

/// <summary>Why a text is no number that can be kept (CON-3).</summary>
public enum PhoneNumberProblem
{
    None,

    /// <summary>Nothing but space.</summary>
    Empty,

    /// <summary>Words, or what a spreadsheet makes of a long number (<c>6.17254E+09</c>).</summary>
    NotANumber,

    TooShort,

    TooLong,

    /// <summary>As long as a number, but no such country, area code or exchange; or a number without its area code.</summary>
    Invalid,
}
