using System.Globalization;
using PhoneNumbers;

namespace P2P.Sdk.Contacts;

/// <summary>Reads phone numbers as people and spreadsheets write them (CON-3).</summary>
/// <remarks>What is valid is libphonenumber's answer: old metadata rejects new area codes, so keep the package current.</remarks>
public static class PhoneNumberParser
{
    /// <summary>In characters: the library's own limit. Checked first, so that a huge cell costs nothing.</summary>
    private const int MaxLength = 250;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <param name="raw">Any text; its words, such as <c>cell:</c> before or <c>(home)</c> after the number, are passed over.</param>
    /// <param name="region">Where a number without a country code belongs: an ISO 3166-1 code of two letters.</param>
    public static PhoneNumberReading Read(string? raw, string region = "US")
    {
        if (raw is { Length: > MaxLength })
        {
            return Bad(PhoneNumberProblem.NotANumber);
        }

        if (string.IsNullOrWhiteSpace(raw))
        {
            return Bad(PhoneNumberProblem.Empty);
        }

        Span<char> buffer = stackalloc char[MaxLength];
        var text = Clean(raw, buffer);
        if (!HoldsDigits(text))
        {
            return Bad(PhoneNumberProblem.NotANumber); // The library would say so by an exception, which is slow.
        }

        var reading = Ask(text.ToString(), region);
        var number = WithoutTrailingWords(text);

        // As a whole first: in 1-800-FLOWERS the trailing word is the number.
        return reading.IsValid || number.Length == text.Length ? reading : Ask(number.ToString(), region);
    }

    /// <summary>Does away with what the library stumbles over: tabs, <c>_</c>, <c>|</c>, invisible marks, a spreadsheet's <c>.0</c>.</summary>
    private static ReadOnlySpan<char> Clean(string raw, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in raw)
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                buffer[length++] = c is '_' or '|' || char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c;
            }
        }

        ReadOnlySpan<char> text = buffer[..length].Trim();
        var point = text.IndexOf('.');
        var isDecimal = point > 0
            && !text[(point + 1)..].ContainsAnyExcept('0')
            && !text[..point].TrimStart('+').ContainsAnyExceptInRange('0', '9');
        return isDecimal ? text[..point] : text;
    }

    private static bool HoldsDigits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits += char.IsDigit(c) ? 1 : 0;
        }

        return digits >= 2;
    }

    private static ReadOnlySpan<char> WithoutTrailingWords(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && !char.IsDigit(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    private static PhoneNumberReading Ask(string text, string region)
    {
        try
        {
            var number = Library.Parse(text, region);
            if (Library.IsValidNumber(number)
                && PhoneNumber.TryParse(Library.Format(number, PhoneNumberFormat.E164), out var e164))
            {
                return new(e164, PhoneNumberProblem.None, number.Extension ?? "");
            }

            return Bad(Library.IsPossibleNumberWithReason(number) switch
            {
                PhoneNumberUtil.ValidationResult.TOO_SHORT => PhoneNumberProblem.TooShort,
                PhoneNumberUtil.ValidationResult.TOO_LONG => PhoneNumberProblem.TooLong,
                _ => PhoneNumberProblem.Invalid,
            });
        }
        catch (NumberParseException exception)
        {
            return Bad(exception.ErrorType switch
            {
                ErrorType.TOO_LONG => PhoneNumberProblem.TooLong,
                ErrorType.TOO_SHORT_NSN or ErrorType.TOO_SHORT_AFTER_IDD => PhoneNumberProblem.TooShort,
                ErrorType.INVALID_COUNTRY_CODE => PhoneNumberProblem.Invalid,
                _ => PhoneNumberProblem.NotANumber,
            });
        }
    }

    private static PhoneNumberReading Bad(PhoneNumberProblem problem) => new(default, problem, "");
}
