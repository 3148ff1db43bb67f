using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Name("ContactList")]
[Implements(typeof(INode))]
[Description("A named set of contacts.")]
public sealed class ListNode(ContactList list) : INode
{
    [Id]
    [Description("The list's id.")]
    public string Id => NodeId.Of(list.Id);

    [Description("Unique in the campaign, without regard to case.")]
    public string Name => list.Name;

    [Description("How many contacts are on it.")]
    public int Size => list.Size;

    [Description("When it was made.")]
    public Instant CreatedAt => list.CreatedAt;
}
