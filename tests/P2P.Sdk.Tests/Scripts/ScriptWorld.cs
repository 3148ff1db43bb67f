using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Tests.Scripts;

/// <summary>One campaign with four custom fields, a contact and a sender, for the tests of scripts.</summary>
internal static class ScriptWorld
{
    public static CustomField Issue { get; } = Field("issue_ID", "Issue");

    public static CustomField Amount { get; } = Field("donation_amount", "Donation amount");

    public static CustomField PollingPlace { get; } =
        Field("polling_place", "Polling place") with { DefaultValue = "your polling place" };

    public static CustomField Reminded { get; } =
        Field("remind_a_friend", "People to remind") with { Kind = CustomFieldKind.MultiText };

    public static ScriptVariables Variables { get; } = ScriptVariables.Of([Issue, Amount, PollingPlace, Reminded]);

    public static Campaign Campaign { get; } = new()
    {
        Id = default,
        Name = "Riverside Tenants",
        Description = "We keep rents down",
        JoinCode = "RENT24",
        BroadcastNumber = PhoneNumber.Parse("+13125550199"),
    };

    public static User Jose { get; } = new()
    {
        Id = default,
        FirstName = "Jose",
        LastName = "Perez",
        Email = "jose@example.org",
        Phone = PhoneNumber.Parse("+13125550142"),
        State = "IL",
        TeamCode = "BLUE7",
    };

    public static Contact Lisa { get; } = new()
    {
        Id = default,
        CreatedAt = Instant.FromUtc(2026, 1, 1, 0, 0),
        Phone = PhoneNumber.Parse("+12125550100"),
        FirstName = "Lisa",
        LastName = "Simpson",
        Email = "lisa@example.org",
        State = "NY",
        Fields = new Dictionary<CustomFieldId, string> { [Issue.Id] = "healthcare", [Amount.Id] = "$25" },
    };

    public static ScriptTemplate Parse(string text) => ScriptTemplate.Parse(text, Variables).Value!;

    public static ScriptValues To(Contact contact, bool blankMissing = false) =>
        new(contact, Jose, Campaign) { BlankMissing = blankMissing };

    public static RenderedScript Render(string text, Contact contact, bool blankMissing = false) =>
        Parse(text).Render(To(contact, blankMissing));

    private static CustomField Field(string slug, string title) =>
        new() { Id = CustomFieldId.New(), Slug = slug, Title = title };
}
