using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

[Name("ReceivedContacts")]
[Description("Contacts that went to one user.")]
public sealed class ReceivedContactsView(ReceivedContacts received)
{
    [Description("Who.")]
    public IDataLoaderResult<UserNode?> User([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, received.User);

    [Description("How many.")]
    public int Contacts => received.Contacts;
}
