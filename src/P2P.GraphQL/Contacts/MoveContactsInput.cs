using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

public abstract class MoveContactsInput
{
    [Id]
    [Description("The list.")]
    public required string ListId { get; init; }

    [Id]
    [Description("1 to 10,000. With one that the campaign does not have nothing is done.")]
    public required IReadOnlyList<string> ContactIds { get; init; }

    internal IReadOnlyList<ContactId> Contacts => [.. ContactIds.Select(NodeId.Contact)];
}

[Description("Which contacts to put on which list.")]
public sealed class AddToListInput : MoveContactsInput;

[Description("Which contacts to take off which list.")]
public sealed class RemoveFromListInput : MoveContactsInput;

public abstract class MoveContactsPayload(Outcome<ContactList> outcome) : Payload(outcome.Refusals)
{
    [Description("The list as it now is; null where there is none to show.")]
    public ListNode? List => outcome.Value is { } list ? new(list) : null;
}

[Description("The list with the contacts, or why none was added.")]
public sealed class AddToListPayload(Outcome<ContactList> outcome) : MoveContactsPayload(outcome);

[Description("The list without the contacts, or why none was removed.")]
public sealed class RemoveFromListPayload(Outcome<ContactList> outcome) : MoveContactsPayload(outcome);
