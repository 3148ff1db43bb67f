using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Description("A list's new name.")]
public sealed class RenameListInput
{
    [Id]
    [Description("The list.")]
    public required string ListId { get; init; }

    [Description("1 to 200 characters, and no other list's.")]
    public required string Name { get; init; }
}

[Description("The list as it now is.")]
public sealed class RenameListPayload(Outcome<ContactList> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where none was renamed.")]
    public ListNode? List => outcome.Value is { } list ? new(list) : null;
}
