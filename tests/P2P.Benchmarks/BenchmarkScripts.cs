using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Benchmarks;

/// <summary>A campaign with one custom field, and people to text.</summary>
internal static class BenchmarkScripts
{
    public const string FiveVariables =
        "Hi {{first_name}}, this is {{user.first_name}} with {{campaign.name}}. Can we count on your vote for {{issue}}, "
        + "{{full_name}}? Reply STOP to opt out.";

    private static readonly CustomField Issue = new() { Id = CustomFieldId.New(), Slug = "issue", Title = "Issue" };

    public static ScriptVariables Variables { get; } = ScriptVariables.Of([Issue]);

    public static Campaign Campaign { get; } = new() { Id = default, Name = "Riverside Tenants", JoinCode = "RENT24" };

    public static User Sender { get; } = new() { Id = default, FirstName = "Jordan" };

    public static Contact Contact(string firstName) => new()
    {
        Id = ContactId.New(),
        CreatedAt = Instant.FromUtc(2026, 1, 1, 0, 0),
        Phone = PhoneNumber.Parse("+13125550142"),
        FirstName = firstName,
        LastName = "Santos",
        Fields = new Dictionary<CustomFieldId, string> { [Issue.Id] = "rent control" },
    };
}
