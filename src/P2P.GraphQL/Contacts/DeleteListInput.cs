using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Description("A list to delete. Its contacts stay; closed actions on it have no list from then on.")]
public sealed class DeleteListInput
{
    [Id]
    [Description("The list. One that another action uses, or that an import fills, is a CONFLICT.")]
    public required string ListId { get; init; }
}

[Description("The list as it was.")]
public sealed class DeleteListPayload(Outcome<ContactList> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where none was deleted.")]
    public ListNode? List => outcome.Value is { } list ? new(list) : null;
}
