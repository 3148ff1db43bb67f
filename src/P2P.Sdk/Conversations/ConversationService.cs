using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Conversations;

/// <summary>Threads with contacts, and each user's inbox (MNG-5, MNG-8).</summary>
public sealed class ConversationService
{
    private readonly IConversationStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly ConversationWriter _writer;

    internal ConversationService(IConversationStore store, ICampaignStore campaigns, ConversationWriter writer) =>
        (_store, _campaigns, _writer) = (store, campaigns, writer);

    /// <summary>The contact with its conversation, for its holder, for whoever is to text it, and for admins.</summary>
    public async Task<Outcome<Contact>> FindAsync(Actor actor, ContactId contact, CancellationToken cancellationToken = default)
    {
        var read = (await _store.ReadAsync(
            actor.Campaign, [new ConversationQuery { Contact = contact }], cancellationToken))[0];
        return read?.Contact is { } found && ConversationAccess.MayRead(actor, read)
            ? found.AsSeenBy(actor, read.Campaign.Settings)
            : Refusal.NotFound("conversation");
    }

    /// <summary>A conversation's messages, from every action and user.</summary>
    public async Task<Outcome<Page<Message>>> PageMessagesAsync(
        Actor actor, ContactId contact, PageRequest page, CancellationToken cancellationToken = default)
    {
        var read = (await _store.ReadAsync(
            actor.Campaign, [new ConversationQuery { Contact = contact }], cancellationToken))[0];
        if (read?.Contact is null || !ConversationAccess.MayRead(actor, read))
        {
            return Refusal.NotFound("conversation");
        }

        var messages = await _store.PageMessagesAsync(actor.Campaign, contact, page, cancellationToken);
        return messages.Select(message => message.AsSeenBy(actor, read.Campaign.Settings));
    }

    /// <summary>One message of a conversation that the actor may read.</summary>
    public async Task<Outcome<Message>> FindMessageAsync(
        Actor actor, MessageId message, CancellationToken cancellationToken = default)
    {
        var read = (await _store.ReadAsync(
            actor.Campaign, [new ConversationQuery { Message = message }], cancellationToken))[0];
        return read?.Contact is not null && ConversationAccess.MayRead(actor, read) && read.FindMessage(message) is { } found
            ? found.AsSeenBy(actor, read.Campaign.Settings)
            : Refusal.NotFound("message");
    }

    /// <summary>The first pages of many conversations, for batched loading. Those that the actor may not read are left out.</summary>
    /// <param name="contacts">At most 200.</param>
    public async Task<IReadOnlyDictionary<ContactId, Page<Message>>> PageMessagesAsync(
        Actor actor, IReadOnlyList<ContactId> contacts, PageRequest page, CancellationToken cancellationToken = default)
    {
        var queries = contacts.Select(c => new ConversationQuery { Contact = c }).ToList();
        var reads = await _store.ReadAsync(actor.Campaign, queries, cancellationToken);
        var readable = reads.OfType<ConversationSnapshot>().Where(r => ConversationAccess.MayRead(actor, r))
            .DistinctBy(r => r.Contact!.Id).ToDictionary(r => r.Contact!.Id, r => r.Campaign.Settings);
        var pages = await _store.PageMessagesAsync(actor.Campaign, [.. readable.Keys], page, cancellationToken);
        return pages.ToDictionary(
            p => p.Key, p => p.Value.Select(message => message.AsSeenBy(actor, readable[p.Key])));
    }

    /// <summary>The conversations that the actor holds, for an admin also those that nobody holds; longest waiting first.</summary>
    public async Task<Page<Contact>> InboxAsync(
        Actor actor, InboxFilter filter, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return new([], false, false);
        }

        var inbox = await _store.PageInboxAsync(
            actor.Campaign, actor.User, andUnheld: actor.IsAdmin, filter, page, cancellationToken);
        return inbox.Select(contact => contact.AsSeenBy(actor, campaign.Settings));
    }

    public Task<InboxNumbers> CountInboxAsync(Actor actor, CancellationToken cancellationToken = default) =>
        _store.CountInboxAsync(actor.Campaign, actor.User, andUnheld: actor.IsAdmin, cancellationToken);

    /// <summary>Takes the unread mark from a conversation that the actor may answer.</summary>
    public Task<Outcome<Contact>> MarkReadAsync(Actor actor, ContactId contact, CancellationToken cancellationToken = default) =>
        _writer.ChangeAsync<Contact>(
            actor.Campaign,
            new ConversationQuery { Contact = contact, User = actor.User },
            read =>
            {
                if (read?.User is { IsStopped: true })
                {
                    return ConversationAccess.Frozen;
                }

                if (read?.Contact is not { } found || !ConversationAccess.MayRead(actor, read))
                {
                    return Refusal.NotFound("conversation");
                }

                if (!ConversationAccess.MayAnswer(actor, found))
                {
                    return new Refusal(RefusalCode.NotAssigned, "This conversation is not yours.");
                }

                var after = found with { Unread = false };
                Outcome<Contact> answer = after.AsSeenBy(actor, read.Campaign.Settings);
                return found.Unread
                    ? Decision<Contact>.Write(new() { Campaign = actor.Campaign, Before = found, After = after }, answer)
                    : answer;
            },
            cancellationToken);
}
