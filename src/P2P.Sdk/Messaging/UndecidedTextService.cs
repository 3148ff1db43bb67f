using NodaTime;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging;

/// <summary>Texts of which nobody can tell whether the carrier has them: an admin finds out, and says so (BEY-1).</summary>
public sealed class UndecidedTextService
{
    private readonly IDispatchStore _store;
    private readonly ConversationWriter _writer;
    private readonly IClock _clock;

    internal UndecidedTextService(IDispatchStore store, ConversationWriter writer, IClock clock) =>
        (_store, _writer, _clock) = (store, writer, clock);

    /// <summary>Texts in UNKNOWN that no look-up decides: the carrier has several alike, or cannot be asked. Oldest first.
    /// Admins only.</summary>
    public async Task<Outcome<Page<Message>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.PageUndecidedAsync(actor.Campaign, page, cancellationToken) : Refusal.Forbidden();

    /// <summary>Says what became of one, once. A text that was not sent is undone like a withheld one. Admins only.</summary>
    /// <returns>The text as it then is; refused as a conflict where the carrier or another admin has decided it since.</returns>
    public async Task<Outcome<Message>> ResolveAsync(
        Actor actor, MessageId message, UndecidedOutcome found, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden() : await _writer.ChangeAsync(
            actor.Campaign,
            new ConversationQuery { Message = message },
            read => Decide(actor, read, message, found, _clock.Now()),
            cancellationToken);

    private static Decision<Message> Decide(
        Actor actor, ConversationSnapshot? read, MessageId id, UndecidedOutcome found, Instant now)
    {
        if (read?.FindMessage(id) is not { IsOutbound: true } message)
        {
            return Refusal.NotFound("message");
        }

        if (message.Status != MessageStatus.Unknown)
        {
            return Outcome.Refused(Refusal.Conflict("What became of this text is known by now."), message);
        }

        if (read.Attempts.FirstOrDefault(a => a.Message == id) is not { NextLookupAt: null } attempt)
        {
            return Outcome.Refused(Refusal.Conflict("The carrier is still being asked about this text."), message);
        }

        var change = new ConversationChange { Campaign = actor.Campaign, Before = read.Contact, After = read.Contact! };
        change = found == UndecidedOutcome.Sent
            ? StatusRule.Decide(actor.Campaign, read, message, new CarrierWord(MessageStatus.Sent, null, null), now)!
            : Withholding.Apply(change, read, message, reason: null, backToPool: read.User is not { IsStopped: false });
        var said = found == UndecidedOutcome.Sent ? "sent" : "not sent";
        change = change with
        {
            Attempts = [attempt with { Answer = $"an admin: {said}" }],
            Audit = [new(now, actor.User, "message.resolved", id.ToString(), said)],
        };
        return Decision<Message>.Write(change, change.Messages.Single(m => m.After.Id == id).After);
    }
}

/// <summary>What an admin found out about a text.</summary>
public enum UndecidedOutcome
{
    /// <summary>The carrier has it.</summary>
    Sent,

    /// <summary>The carrier never had it: it may be sent again.</summary>
    NotSent,
}
