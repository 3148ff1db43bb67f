using System.Diagnostics.CodeAnalysis;

namespace P2P.Sdk.Contacts;

/// <summary>A telephone number in E.164 form, such as <c>+13125550142</c>.</summary>
/// <remarks>
/// Says that the form is right, not that the number exists; what people type is read by <see cref="PhoneNumberParser"/>.
/// Source: ITU-T E.164 (11/2010), clause 6: country code first, at most 15 digits. The lower bound of 7 is ours.
/// The default value is no number, and prints as the empty string.
/// </remarks>
public readonly record struct PhoneNumber : IParsable<PhoneNumber>
{
    private readonly string? _text;

    private PhoneNumber(string text) => _text = text;

    /// <exception cref="FormatException"><paramref name="s"/> is not in E.164 form.</exception>
    public static PhoneNumber Parse(string s) =>
        TryParse(s, out var number) ? number : throw new FormatException("Not a phone number in E.164 form.");

    public static bool TryParse([NotNullWhen(true)] string? s, out PhoneNumber number)
    {
        var valid = s is ['+', not '0', .. { Length: >= 6 and <= 14 }] && s.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
        number = valid ? new PhoneNumber(s!) : default;
        return valid;
    }

    /// <summary>The area code of a number of country code 1, such as <c>312</c>; empty for any other.</summary>
    public string AreaCode => _text is ['+', '1', .. { Length: 10 }] ? _text[2..5] : "";

    public override string ToString() => _text ?? "";

    static PhoneNumber IParsable<PhoneNumber>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PhoneNumber>.TryParse(string? s, IFormatProvider? provider, out PhoneNumber result) =>
        TryParse(s, out result);
}
