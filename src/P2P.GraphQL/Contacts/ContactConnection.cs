using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Paging;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Name("ContactConnection")]
[Description("One page of a list of contacts.")]
public sealed class ContactConnection(Page<Contact> page) : Connection<ContactNode>(page.Select(contact => new ContactNode(contact)))
{
    [Description("Exact up to 10,000; null where there are more.")]
    public int? TotalCount => page.TotalCount;
}
