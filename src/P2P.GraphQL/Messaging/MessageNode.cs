using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Links;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Messaging.Media;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scripts;
using P2P.GraphQL.Scripts.Images;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Messaging;

[Name("Message")]
[Implements(typeof(INode))]
[Description("One text in a conversation.")]
public sealed class MessageNode(Message message) : INode
{
    [Id]
    [Description("The message's id.")]
    public string Id => NodeId.Of(message.Id);

    [Description("Which way it goes.")]
    public Direction Direction => message.IsOutbound ? Direction.Outbound : Direction.Inbound;

    [Description("Its words, as sent or received.")]
    public string Text => message.Text;

    [Description("How many segments it takes; each is billed.")]
    public int Segments => message.Segments;

    [Description("What went with it; null: it is no MMS.")]
    public IDataLoaderResult<ScriptImageView?> Image([FromServices] Loaders loaders, Actor actor) => message.Image is { } id
        ? loaders.Images.Load(actor, id, image => image is null ? null : new ScriptImageView(image))
        : new Known<ScriptImageView?>(null);

    [Description("What the contact sent with it: pictures and other files, in order.")]
    public IDataLoaderResult<IReadOnlyList<MessageMediaView>> Media([FromServices] Loaders loaders, Actor actor) => message.MediaCount > 0
        ? loaders.Media.Load<IReadOnlyList<MessageMediaView>>(
            actor, message.Id, media => [.. (media ?? []).Select(one => new MessageMediaView(one))])
        : new Known<IReadOnlyList<MessageMediaView>>([]);

    [Description("How far it has come.")]
    public MessageStatus Status => message.Status;

    [Description("When it was queued, or received.")]
    public Instant CreatedAt => message.CreatedAt;

    [Description("Who sent it; null for an inbound one.")]
    public IDataLoaderResult<UserNode?> Sender([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, message.Sender);

    [Description("The action that it belongs to; null where the viewer may not see that.")]
    public IDataLoaderResult<ActionNode?> Action([FromServices] Loaders loaders, Actor actor) => message.Action is { } id
        ? loaders.Actions.Load(actor, id, action => action is null ? null : new ActionNode(action))
        : new Known<ActionNode?>(null);

    [Description("The script that it was made of, if any.")]
    public IDataLoaderResult<ScriptNode?> Script([FromServices] Loaders loaders, Actor actor) =>
        message is { Action: { } id, Script: { } script }
            ? loaders.Actions.Load(actor, id, action => action?.FindScript(script) is { } found ? new ScriptNode(id, found) : null)
            : new Known<ScriptNode?>(null);

    [Description("Its links and their clicks, for admins; empty for others.")]
    public IDataLoaderResult<IReadOnlyList<MessageLinkView>> Links([FromServices] Loaders loaders, Actor actor) =>
        loaders.MessageLinks.Load<IReadOnlyList<MessageLinkView>>(
            actor, message.Id, links => [.. (links ?? []).Select(link => new MessageLinkView(link))]);

    [Description("The carrier's code, for a failed or filtered one.")]
    public string? ErrorCode => message.ErrorCode;

    [Description("What that code means; null where there is none.")]
    public string? ErrorMeaning => message.ErrorCode is { } code ? CarrierErrors.Find(code).Meaning : null;

    [Description("Why it was withheld.")]
    public RefusalCode? WithheldFor => message.WithheldFor;
}
