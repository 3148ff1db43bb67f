using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Scripts;

/// <summary>A person and a sender who do not exist, to see a script with (SCR-2). They have every value.</summary>
public static class ScriptSamples
{
    public static User Sender { get; } = new()
    {
        Id = default,
        FirstName = "Jordan",
        LastName = "Lee",
        Email = "jordan@example.org",
        Phone = PhoneNumber.Parse("+13125550143"),
        State = "IL",
        TeamCode = "BLUE7",
    };

    /// <param name="variables">The campaign's: the sample has a value for each custom field.</param>
    public static Contact Contact(ScriptVariables variables) => new()
    {
        Id = default,
        CreatedAt = Instant.FromUnixTimeTicks(0),
        Phone = PhoneNumber.Parse("+13125550142"),
        FirstName = "Maria",
        LastName = "Santos",
        Email = "maria@example.org",
        State = "IL",
        Fields = variables.All.Where(v => v.Field is not null).ToDictionary(v => v.Field!.Id, v => SampleValue(v.Field!)),
    };

    /// <summary>The value as it stands in a text.</summary>
    internal static string Value(string slug, CustomField? field) =>
        field is { Kind: not CustomFieldKind.MultiText } && !ScriptVariables.IsRemindAFriend(slug)
            ? SampleValue(field) : "Ana, Ben and Cy";

    private static string SampleValue(CustomField field) => field switch
    {
        { Kind: CustomFieldKind.MultiText } => "Ana\nBen\nCy",
        _ when ScriptVariables.IsRemindAFriend(field.Slug) => "Ana\nBen\nCy",
        { Options: [var first, ..] } => first,
        { DefaultValue: { Length: > 0 } value } => value,
        _ => field.Title,
    };
}
