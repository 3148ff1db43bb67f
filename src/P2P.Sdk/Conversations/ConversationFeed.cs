using System.Runtime.CompilerServices;
using P2P.Sdk.Contacts;
using P2P.Sdk.Events;

namespace P2P.Sdk.Conversations;

/// <summary>Conversations and inboxes, live.</summary>
public sealed class ConversationFeed
{
    /// <summary>Events may be lost, so what is watched is read again now and then.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    private readonly ConversationService _conversations;
    private readonly IEventStream _events;
    private readonly TimeProvider _time;

    internal ConversationFeed(ConversationService conversations, IEventStream events, TimeProvider time) =>
        (_conversations, _events, _time) = (conversations, events, time);

    /// <summary>A conversation after each change: a message was added, or changed its state. Ends when the actor may not read
    /// it any more.</summary>
    public async IAsyncEnumerable<Contact> WatchAsync(
        Actor actor, ContactId contact, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = _events.Subscribe(
            e => e is P2PEvent.ConversationChanged changed && changed.Campaign == actor.Campaign && changed.Contact == contact);
        var first = await _conversations.FindAsync(actor, contact, cancellationToken);
        if (first.IsRefused)
        {
            yield break;
        }

        var seen = first.Value.Version;
        await foreach (var _ in TicksAsync(subscription, cancellationToken))
        {
            var read = await _conversations.FindAsync(actor, contact, cancellationToken);
            if (read.IsRefused)
            {
                yield break;
            }

            if (read.Value.Version != seen)
            {
                seen = read.Value.Version;
                yield return read.Value;
            }
        }
    }

    /// <summary>What changed in the actor's inbox, with its numbers.</summary>
    public async IAsyncEnumerable<InboxChange> WatchInboxAsync(
        Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var subscription = _events.Subscribe(e => e is P2PEvent.InboxChanged changed
            && changed.Campaign == actor.Campaign
            && (changed.User == actor.User || (changed.User is null && actor.IsAdmin)));
        var numbers = await _conversations.CountInboxAsync(actor, cancellationToken);
        await foreach (var happened in TicksAsync(subscription, cancellationToken))
        {
            var now = await _conversations.CountInboxAsync(actor, cancellationToken);
            if (happened is P2PEvent.InboxChanged changed)
            {
                numbers = now;
                yield return changed.Contact == default
                    ? new InboxChange(null, null, now)
                    : await ChangeAsync(actor, changed.Contact, now, cancellationToken);
            }
            else if (now != numbers)
            {
                numbers = now;
                yield return new InboxChange(null, null, now);
            }
        }
    }

    private async Task<InboxChange> ChangeAsync(
        Actor actor, ContactId contact, InboxNumbers numbers, CancellationToken cancellationToken)
    {
        var read = await _conversations.FindAsync(actor, contact, cancellationToken);
        var inInbox = read.Value is { LastSequence: > 0 } found
            && (found.Holder == actor.User || (found.Holder is null && actor.IsAdmin));
        return new(contact, inInbox ? read.Value : null, numbers);
    }

    /// <summary>Each event as it comes, and null whenever none has come for a while.</summary>
    private async IAsyncEnumerable<P2PEvent?> TicksAsync(
        IEventSubscription subscription, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = subscription.ReadAllAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = waiting.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await Task.WhenAny(next, Task.Delay(Recheck, _time, end.Token));
                cancellationToken.ThrowIfCancellationRequested();
                if (!next.IsCompleted)
                {
                    yield return null;
                    continue;
                }

                if (!await next)
                {
                    yield break;
                }

                yield return waiting.Current;
                next = waiting.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // An enumerator must not be disposed while it waits for its next.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await waiting.DisposeAsync();
        }
    }
}

/// <param name="Contact"><see langword="null"/>: more than one conversation changed; read the inbox again.</param>
/// <param name="Conversation"><see langword="null"/> where it left the actor's inbox.</param>
public sealed record InboxChange(ContactId? Contact, Contact? Conversation, InboxNumbers Numbers);
