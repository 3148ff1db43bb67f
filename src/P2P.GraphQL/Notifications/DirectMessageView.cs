using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Notifications;

namespace P2P.GraphQL.Notifications;

[Name("DirectMessage")]
[Description("What the viewer was told in the app.")]
public sealed class DirectMessageView(DirectMessage message)
{
    [Id]
    [Description("The notification's id.")]
    public string Id => NodeId.Of(message.Id);

    [Description("1 to 150 characters.")]
    public string Title => message.Title;

    [Description("At most 5,000 characters.")]
    public string Body => message.Body;

    [Description("The action that it is about; null: none, or not for the viewer to see.")]
    public IDataLoaderResult<ActionNode?> Action([FromServices] Loaders loaders, Actor actor) => message.Action is { } id
        ? loaders.Actions.Load(actor, id, action => action is null ? null : new ActionNode(action))
        : new Known<ActionNode?>(null);

    [Description("When.")]
    public Instant SentAt => message.SentAt;

    [Description("When the viewer read it; null: not yet.")]
    public Instant? ReadAt => message.ReadAt;
}
