using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Description("A list without contacts.")]
public sealed class CreateListInput
{
    [Description("1 to 200 characters. If there is a list of that name, it is the one returned.")]
    public required string Name { get; init; }
}

[Description("The list as it now is.")]
public sealed class CreateListPayload(Outcome<ContactList> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where none was made.")]
    public ListNode? List => outcome.Value is { } list ? new(list) : null;
}
