using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Notifications;

namespace P2P.GraphQL.Notifications;

[Name("Notification")]
[Implements(typeof(INode))]
[Description("Something that an admin tells users, once each, and how far that is.")]
public sealed class NotificationNode(Notification notification) : INode
{
    [Id]
    [Description("The notification's id.")]
    public string Id => NodeId.Of(notification.Id);

    [Description("How users are told.")]
    public NotificationChannel Channel => notification.Channel;

    [Description("1 to 150 characters; a mail's subject.")]
    public string Title => notification.Title;

    [Description("At most 5,000 characters.")]
    public string Body => notification.Body;

    [Description("The action that it is about; null: none.")]
    public IDataLoaderResult<ActionNode?> Action([FromServices] Loaders loaders, Actor actor) => notification.Action is { } id
        ? loaders.Actions.Load(actor, id, action => action is null ? null : new ActionNode(action))
        : new Known<ActionNode?>(null);

    [Description("Who sent it.")]
    public IDataLoaderResult<UserNode?> CreatedBy([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, notification.CreatedBy);

    [Description("When.")]
    public Instant CreatedAt => notification.CreatedAt;

    [Description("Users that it is for, each once.")]
    public int Recipients => notification.Recipients;

    [Description("Users whom it was sent to.")]
    public int Sent => notification.Sent;

    [Description("Users whom it could not be sent to: no address or browser, or refused by the server.")]
    public int Failed => notification.Failed;

    [Description("Users of whom nobody knows whether they got it; it is not sent to them again.")]
    public int Undecided => notification.Undecided;

    [Description("Whether all were told, as far as that can be.")]
    public bool IsDone => notification.IsDone;
}
