using System.Globalization;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Testing.Histories;

/// <summary>Who and what every history begins with: the same ids in every store, so that all orders by id are the same.</summary>
internal static class HistoryCast
{
    public const int Contacts = 48;
    public const int Admin = 2;

    /// <summary>A Monday, 11:00 in Chicago; the clocks there go forward in the sixth night.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2026, 3, 2, 17, 0);

    public static CampaignId Campaign { get; } = new(Id(1, 1));

    /// <summary>Two volunteers, an admin, and a volunteer who is frozen.</summary>
    public static IReadOnlyList<User> Users { get; } =
    [
        new() { Id = new(Id(2, 1)), FirstName = "Ana" },
        new() { Id = new(Id(2, 2)), FirstName = "Ben" },
        new() { Id = new(Id(2, 3)), FirstName = "Ada", Role = Role.Admin },
        new() { Id = new(Id(2, 4)), FirstName = "Cy", IsFrozen = true },
    ];

    public static IReadOnlyList<Actor> Actors { get; } = [.. Users.Select(u => new Actor(Campaign, u.Id, u.Role))];

    public static CustomField Place { get; } = new() { Id = new(Id(3, 1)), Slug = "polling_place", Title = "Polling place" };

    /// <summary>The first goes by New York's numbers, the other by what is there.</summary>
    public static IReadOnlyList<PhoneNumber> Numbers { get; } = [PhoneNumber.Parse("+13124000001"), PhoneNumber.Parse("+12124000002")];

    /// <summary>Where contacts are, by area code, and when they may be texted there: the campaign's 9 to 21, in Florida to 20.</summary>
    public static IReadOnlyList<(string AreaCode, string Zone, int OpensAt, int ClosesAt)> Places { get; } =
    [
        ("312", "America/Chicago", 9, 21),
        ("212", "America/New_York", 9, 21),
        ("305", "America/New_York", 9, 20),
        ("303", "America/Denver", 9, 21),
        ("808", "Pacific/Honolulu", 9, 21),
    ];

    public static ContactId ContactOf(int number) => new(Id(4, number));

    public static PhoneNumber PhoneOf(int number)
    {
        // Most are in Chicago, so that most steps are within hours.
        var place = number % 12 < 8 ? 0 : 1 + (number % 12 - 8);
        return PhoneNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"+1{Places[place].AreaCode}55501{number:00}"));
    }

    public static Contact NewContact(int number) => new Contact
    {
        Id = ContactOf(number),
        Phone = PhoneOf(number),
        CreatedAt = Start + Duration.FromSeconds(number),
        FirstName = number % 7 == 0 ? "" : "Rosa",
        LastName = "Diaz",
        Fields = new Dictionary<CustomFieldId, string> { [Place.Id] = "the school" },
    }.Located();

    public static TextingAction NewAction(int number, ContactListId list) => new()
    {
        Id = new(Id(5, number)),
        CreatedAt = Start,
        Title = number == 0 ? "A" : "B",
        List = list,
        Scripts =
        [
            NewScript(number, 1, ScriptKind.Initial, "Hi {{first_name}}, rent day is near. Reply STOP to opt out."),
            NewScript(number, 2, ScriptKind.Initial, "Hello {{first_name}}, vote at {{polling_place}}. Reply STOP to opt out."),
            NewScript(number, 3, ScriptKind.Response, "Thank you, {{first_name}}!") with { Tags = ["Will Vote"] },
            NewScript(number, 4, ScriptKind.Response, "Goodbye, {{first_name}}.") with { Tags = ["Opt Out"] },
        ],
    };

    private static Script NewScript(int action, int number, ScriptKind kind, string text) =>
        new() { Id = new(Id(6, (action * 10) + number)), Kind = kind, Name = $"Script {number}", Text = text };

    private static Guid Id(int kind, int number) => Guid.Parse(
        string.Create(CultureInfo.InvariantCulture, $"0195{kind:0000}-0000-7000-8000-{number:000000000000}"));
}
