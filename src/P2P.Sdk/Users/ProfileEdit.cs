using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;

namespace P2P.Sdk.Users;

/// <summary>Puts what people say of themselves into a user: the rule.</summary>
internal static class ProfileEdit
{
    private const int LongestName = 100;

    /// <param name="isNew">Somebody who joins: what is missing is named too.</param>
    /// <returns>The user as it then is, or every fault at once.</returns>
    public static Outcome<User> Apply(User user, ProfileInput input, bool isNew)
    {
        var refusals = new List<Refusal>();
        var phone = Required(input.Phone, "phone", "Say your phone number.");
        var edited = user with
        {
            FirstName = Name(input.FirstName, "firstName", "first") ?? user.FirstName,
            LastName = Name(input.LastName, "lastName", "last") ?? user.LastName,
            Email = Read(
                Required(input.Email, "email", "Say your email address."), ContactCells.Email, "email",
                "An email address is one such as ana@example.org.") ?? user.Email,
            Phone = phone is null ? user.Phone : ReadPhone(phone),
            State = Read(input.State, UsStates.Find, "state", "A state is one of the USA, such as IL.") ?? user.State,
            Zip = Read(input.Zip, ContactCells.Zip, "zip", "A ZIP code has five digits, such as 60601.") ?? user.Zip,
            Language = Read(input.Language, ContactCells.Language, "language", "A language is en or es.") is { Length: > 0 } language
                ? language
                : user.Language,
        };
        return refusals.Count > 0 ? Outcome.Refused<User>(refusals) : edited;

        string? Name(string? text, string path, string which)
        {
            if (text is null && !isNew)
            {
                return null;
            }

            var name = OneLine.Read(text ?? "", LongestName);
            if (name is null)
            {
                Refuse($"A {which} name has 1 to {LongestName} characters, on one line.", path);
            }

            return name;
        }

        string? Required(string? text, string path, string message)
        {
            if (text is null ? isNew : string.IsNullOrWhiteSpace(text))
            {
                Refuse(message, path);
                return null;
            }

            return text;
        }

        // Empty clears; what cannot be read is a fault.
        string? Read(string? text, Func<string, string?> read, string path, string message)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return text is null ? null : "";
            }

            var value = KeptText.Fits(text) ? read(text.Trim()) : null;
            if (value is null)
            {
                Refuse(message, path);
            }

            return value;
        }

        PhoneNumber? ReadPhone(string text)
        {
            var reading = PhoneNumberParser.Read(text);
            if (!reading.IsValid)
            {
                refusals.Add(new(RefusalCode.InvalidPhoneNumber, reading.Explanation) { Path = ["phone"] });
            }

            return reading.Number;
        }

        void Refuse(string message, string path) => refusals.Add(Refusal.Invalid(message, path));
    }
}
