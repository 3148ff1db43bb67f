using System.ComponentModel;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Description("What the viewer says of themselves: what is not null changes, what is empty is cleared; names, email and phone cannot be.")]
public sealed class UpdateProfileInput
{
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

    [Description("en or es.")]
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
