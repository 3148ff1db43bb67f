namespace P2P.Sdk.Contacts;

/// <summary>What <see cref="PhoneNumberParser"/> made of a text.</summary>
/// <param name="Number">The default value unless <see cref="IsValid"/>.</param>
/// <param name="Problem"><see cref="PhoneNumberProblem.None"/> if <see cref="IsValid"/>.</param>
/// <param name="Extension">Digits such as <c>42</c> of a desk phone, which cannot be texted by them; else empty.</param>
public readonly record struct PhoneNumberReading(PhoneNumber Number, PhoneNumberProblem Problem, string Extension)
{
    public bool IsValid => Problem == PhoneNumberProblem.None && Number != default;

    /// <summary>A sentence for the person who gave the number, without the number; empty if there is nothing to say.</summary>
    public string Explanation => Problem switch
    {
        PhoneNumberProblem.Empty => "There is no phone number.",
        PhoneNumberProblem.NotANumber => "This is not a phone number. If it came from a spreadsheet, format its column as text.",
        PhoneNumberProblem.TooShort => "The phone number is too short: an area code and seven digits are needed.",
        PhoneNumberProblem.TooLong => "The phone number is too long: only one number, with a + if its country code is given.",
        PhoneNumberProblem.Invalid => "No phone number of this form is in use: check the area code and the first digits.",
        _ when !string.IsNullOrEmpty(Extension) => "The number has an extension, so it may be a desk phone that takes no texts.",
        _ => "",
    };

    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"PhoneNumberReading {Problem}";
}
