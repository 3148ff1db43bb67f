using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Paging;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Name("UserConnection")]
[Description("One page of a list of users.")]
public sealed class UserConnection(Page<User> page) : Connection<UserNode>(page.Select(user => new UserNode(user)))
{
    [Description("Exact up to 10,000; null where there are more.")]
    public int? TotalCount => page.TotalCount;
}
