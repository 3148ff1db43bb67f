using System.ComponentModel;
using GraphQL;
using P2P.Sdk.OptInForms;

namespace P2P.GraphQL.OptInForms;

[Description("A form on which people ask to be texted.")]
public sealed class CreateOptInFormInput
{
    [Description("1 to 50 letters, digits, hyphens and underscores, which no other link or form of the campaign has. It stays.")]
    public required string Slug { get; init; }

    [Description("1 to 100 characters.")]
    public required string Title { get; init; }

    [Description("At most 300 characters.")]
    public string? Subtitle { get; init; }

    [Description("Texted to whoever fills it in. Variables of a sender are an error; those of the form and contact_referral_link are known here only.")]
    public required string InitialResponse { get; init; }

    [Description("At most 4, texted right after it, in this order.")]
    public IReadOnlyList<string>? FollowUpResponses { get; init; }

    internal OptInFormInput ToInput() => new()
    {
        Slug = Slug, Title = Title, Subtitle = Subtitle, InitialResponse = InitialResponse, FollowUpResponses = FollowUpResponses,
    };
}

[Description("What changes of a form: what is not null.")]
public sealed class EditOptInFormInput
{
    [Id]
    [Description("The form.")]
    public required string FormId { get; init; }

    [Description("As read.")]
    public required int Version { get; init; }

    [Description("As of a new one.")]
    public string? Title { get; init; }

    [Description("As of a new one.")]
    public string? Subtitle { get; init; }

    [Description("As of a new one.")]
    public string? InitialResponse { get; init; }

    [Description("All of them.")]
    public IReadOnlyList<string>? FollowUpResponses { get; init; }

    [Description("Closed, it takes nobody.")]
    public bool? IsOpen { get; init; }

    internal OptInFormInput ToInput() => new()
    {
        Title = Title, Subtitle = Subtitle, InitialResponse = InitialResponse, FollowUpResponses = FollowUpResponses, IsOpen = IsOpen,
    };
}
