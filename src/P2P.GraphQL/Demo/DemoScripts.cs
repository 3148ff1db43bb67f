using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Demo;

/// <summary>What the demo's volunteers say.</summary>
internal static class DemoScripts
{
    public const string Title = "Rent hearing";

    public const string List = "Tenants";

    /// <summary>The fields that the sample's columns name, besides those that every campaign has.</summary>
    public static IReadOnlyList<CustomField> Fields { get; } =
    [
        new() { Id = CustomFieldId.New(), Slug = "issue_ID", Title = "Issue", DefaultValue = "housing", IsDefault = true },
        new() { Id = CustomFieldId.New(), Slug = "donation_amount", Title = "Donation amount", IsDefault = true },
        new() { Id = CustomFieldId.New(), Slug = "polling_place", Title = "Polling Place" },
    ];

    /// <summary>Each contact gets one of them, picked at random.</summary>
    public static IReadOnlyList<object> Initial { get; } =
    [
        new
        {
            name = "Invitation",
            text = "Hi {{first_name}}, it's {{user.first_name}} with {{campaign.name}}. Will you come to the rent hearing on "
                + "Thursday? Reply STOP to opt out.",
        },
        new
        {
            name = "Issue first",
            text = "Hi {{first_name}}, {{user.first_name}} from {{campaign.name}} here. You told us that {{issue_ID}} matters to "
                + "you. Can we count on you this Thursday? STOP to opt out.",
        },
        new
        {
            name = "Question",
            text = "Hello {{first_name}}! I'm {{user.first_name}}, a volunteer with {{campaign.name}}. Has your rent gone up this "
                + "year? Text STOP to end.",
        },
    ];

    public static IReadOnlyList<object> Responses { get; } =
    [
        new
        {
            name = "Thank you",
            text = "Thank you, {{first_name}}! It starts at 7 pm at the library. Bring a friend.",
            tags = new[] { "Will Vote" },
        },
        new
        {
            name = "Who we are",
            text = "I'm {{user.first_name}}, a volunteer with {{campaign.name}}. We write to tenants one by one; no bots here.",
        },
        new
        {
            name = "Where and when",
            text = "Thursday at 7 pm in the library on Main Street, {{first_name}}. Children are welcome.",
            fields = new[] { new { field = "issue_ID", value = "Rent hearing" } },
        },
        new
        {
            name = "Sorry",
            text = "Sorry to have bothered you. I have made a note of it.",
            tags = new[] { "Wrong Number" },
        },
    ];
}
