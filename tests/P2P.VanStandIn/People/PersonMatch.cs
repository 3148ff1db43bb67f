using System.Text.Json.Nodes;
using P2P.VanStandIn.Requests;

namespace P2P.VanStandIn.People;

/// <summary>Looks for the one person that a match candidate may be.</summary>
internal static class PersonMatch
{
    private static readonly (Func<JsonObject, bool> Has, string Source)[] Enough =
    [
        (b => Email(b).Length > 0 && b["firstName"] is null && b["lastName"] is null, "POST /people/find: an email alone"),
        (b => Named(b) && Email(b).Length > 0, "POST /people/find: first name, last name, email"),
        (b => Named(b) && Phone(b).Length > 0, "POST /people/find: first name, last name, phone"),
        (b => Named(b) && Zip(b).Length > 0 && b["dateOfBirth"] is not null, "POST /people/find: first name, last name, ZIP, date of birth"),
    ];

    /// <returns><see langword="null"/> if there is none.</returns>
    /// <exception cref="VanRefusal">It says too little to look by.</exception>
    public static Person? Find(JsonObject body, IEnumerable<Person> people)
    {
        if (!Array.Exists(Enough, combination => combination.Has(body)))
        {
            throw VanRefusal.Invalid("Not enough to find a person by.", "firstName", "lastName");
        }

        return people.FirstOrDefault(person =>
            (!Named(body) || (Same(body, "firstName", person.FirstName) && Same(body, "lastName", person.LastName)))
            && ((Email(body).Length > 0 && Email(body).Equals(person.Email, StringComparison.OrdinalIgnoreCase))
                || (Phone(body).Length > 0 && Phone(body) == person.Phone)
                || (Zip(body).Length > 0 && Zip(body) == person.Zip && (string?)body["dateOfBirth"] == person.DateOfBirth)));
    }

    private static bool Named(JsonObject body) => body["firstName"] is not null && body["lastName"] is not null;

    private static bool Same(JsonObject body, string member, string value) =>
        string.Equals((string?)body[member], value, StringComparison.OrdinalIgnoreCase);

    private static string Email(JsonObject body) => (string?)First(body, "emails")?["email"] ?? "";

    private static string Phone(JsonObject body) => First(body, "phones")?["phoneNumber"] is { } phone ? Rules.TenDigits((string)phone!)! : "";

    private static string Zip(JsonObject body) => (string?)First(body, "addresses")?["zipOrPostalCode"] ?? "";

    private static JsonNode? First(JsonObject body, string list) => body[list]?.AsArray().FirstOrDefault();
}
