using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Description("Of whom to erase what is known.")]
public sealed class EraseContactInput
{
    [Id]
    [Description("The contact.")]
    public required string ContactId { get; init; }
}

[Description("The contact without what was known of them.")]
public sealed class EraseContactPayload(Outcome<Contact> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public ContactNode? Contact => outcome.Value is { } contact ? new(contact) : null;
}
