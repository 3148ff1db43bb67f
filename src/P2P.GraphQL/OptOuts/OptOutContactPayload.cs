using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.OptOuts;

[Description("Whom nobody is to text any more. It cannot be taken back.")]
public sealed class OptOutContactInput
{
    [Id]
    [Description("The contact.")]
    public required string ContactId { get; init; }
}

[Description("The contact as it now is.")]
public sealed class OptOutContactPayload(Outcome<Contact> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public ContactNode? Contact => outcome.Value is { } contact ? new(contact) : null;
}
