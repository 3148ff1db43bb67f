using System.ComponentModel;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Description("What somebody joins by, and who they are. Names, email and phone are needed, unless they are a user of the campaign already.")]
public sealed class JoinCampaignInput
{
    [Description("A campaign's join code, a team's code, or the token of an action link or an invitation.")]
    public required string Code { get; init; }

    [Description("1 to 100 characters: contacts read it in texts.")]
    public string? FirstName { get; init; }

    [Description("1 to 100 characters.")]
    public string? LastName { get; init; }

    [Description("Such as ana@example.org.")]
    public string? Email { get; init; }

    [Description("As people write it; without a country code it is a US one.")]
    public string? Phone { get; init; }

    [Description("A state's abbreviation or name.")]
    public string? State { get; init; }

    [Description("Five digits, or nine.")]
    public string? Zip { get; init; }

    [Description("en or es; en where left out.")]
    public string? Language { get; init; }

    internal ProfileInput Profile => new()
    {
        FirstName = FirstName,
        LastName = LastName,
        Email = Email,
        Phone = Phone,
        State = State,
        Zip = Zip,
        Language = Language,
    };
}
