using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Messaging;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Paging;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Conversations;

/// <param name="contact">As the viewer may see it.</param>
[Name("Conversation")]
[Implements(typeof(INode))]
[Description("The one thread with a contact, from every action and user.")]
public sealed class ConversationNode(Contact contact) : INode
{
    [Id]
    [Description("The conversation's id.")]
    public string Id => NodeId.OfConversation(contact.Id);

    [Description("With whom.")]
    public ContactNode Contact => new(contact);

    [Description("The action that texted the contact last; null before any.")]
    public IDataLoaderResult<ActionNode?> Action([FromServices] Loaders loaders, Actor actor) => contact.CurrentAction is { } id
        ? loaders.Actions.Load(actor, id, action => action is null ? null : new ActionNode(action))
        : new Known<ActionNode?>(null);

    [Description("The user who holds it; null: it lies in the admins' inbox.")]
    public IDataLoaderResult<UserNode?> AssignedTo([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, contact.Holder);

    [Description("The contact replied, did not opt out, and no user has replied or reported since.")]
    public bool NeedsAttention => contact.NeedsAttention;

    [Description("Since when the contact waits for an answer; null if they do not.")]
    public Instant? WaitingSince => contact.WaitingSince;

    [Description("Whether the last inbound message has been read.")]
    public bool Unread => contact.Unread;

    [Description("The contact asked in other words to be removed: a user is to decide.")]
    public bool AsksToBeRemoved => contact.AsksToBeRemoved;

    [Description("Whether the contact may be answered now, and when they may be.")]
    public IDataLoaderResult<ReplyOutlookView> ReplyOutlook(
        [FromServices] Loaders loaders, [FromServices] IClock clock, Actor actor) =>
        loaders.Campaigns.Load(actor, actor.Campaign, campaign => new ReplyOutlookView(
            P2P.Sdk.Conversations.ReplyOutlook.Of(contact, campaign?.Settings ?? new(), clock.GetCurrentInstant())));

    [Description("When the last message was sent or received; null before any.")]
    public Instant? LastMessageAt => contact.LastMessageAt;

    [Description("Its messages, oldest first.")]
    public IDataLoaderResult<Connection<MessageNode>> Messages(
        [FromServices] Loaders loaders,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before)
    {
        var page = PageArguments.Read(first, after, last, before);
        return loaders.Messages.Load(actor, (contact.Id, page), messages => new Connection<MessageNode>(
            messages?.Select(message => new MessageNode(message)) ?? new([], false, false)));
    }
}
