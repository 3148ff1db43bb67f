using System.Diagnostics;
using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results;
using P2P.Sdk.Scripts;
using P2P.Sdk.Telemetry;

namespace P2P.Sdk.Messaging;

/// <summary>Sends what users write to contacts, if the contact may be texted now; each request once.</summary>
public sealed class MessageSender
{
    private readonly ConversationWriter _writer;
    private readonly IConversationStore _store;
    private readonly ActivityNotes _notes;
    private readonly IClock _clock;

    internal MessageSender(ConversationWriter writer, IConversationStore store, ActivityNotes notes, IClock clock) =>
        (_writer, _store, _notes, _clock) = (writer, store, notes, clock);

    /// <summary>Queues a target's opening text, once: the same <paramref name="key"/> again returns the first.</summary>
    /// <param name="seen">The version of the text that the user saw: nothing else is sent.</param>
    public async Task<Outcome<SentText>> SendInitialAsync(
        Actor actor, TargetId target, string seen, IdempotencyKey key, CancellationToken cancellationToken = default)
    {
        using var activity = Traces.Begin("MessageSender.SendInitial");
        var request = new InitialSend(actor, target, seen, key);
        var query = new ConversationQuery { Target = target, User = actor.User, Key = (InitialSend.Operation, key) };
        var outcome = await _writer.ChangeAsync(
            actor.Campaign, query, snapshot => Shown(request.Decide(snapshot, _clock.Now()), actor, snapshot), cancellationToken);
        FaultPoint.Reach("send.committed");
        Note(actor, outcome);
        Tell(activity, outcome);
        return await WithFirstMessageAsync(actor, outcome, cancellationToken);
    }

    /// <summary>Queues a reply, once: the same <paramref name="key"/> again returns the first.</summary>
    /// <param name="script">A response script, filled in where there is no <paramref name="text"/>.</param>
    /// <param name="text">The user's own words, or the script's, edited. At most 1,600 characters.</param>
    public async Task<Outcome<SentText>> SendReplyAsync(
        Actor actor, ContactId contact, ScriptId? script, string? text, IdempotencyKey key,
        CancellationToken cancellationToken = default)
    {
        using var activity = Traces.Begin("MessageSender.SendReply");
        var request = new ReplySend(actor, script, text, key);
        var query = new ConversationQuery
        {
            Contact = contact,
            Script = script,
            User = actor.User,
            Key = (ReplySend.Operation, key),
        };
        var outcome = await _writer.ChangeAsync(
            actor.Campaign, query, snapshot => Shown(request.Decide(snapshot, _clock.Now()), actor, snapshot), cancellationToken);
        Note(actor, outcome);
        Tell(activity, outcome);
        return outcome;
    }

    private static void Tell(Activity? activity, Outcome<SentText> outcome)
    {
        Metrics.Sent(outcome.Refusals);
        Traces.Tell(activity, outcome.Refusals);
        if (outcome is { IsRefused: false, Value.Message.Id: var message })
        {
            Traces.BeginOfText(message, "text.queued", ActivityKind.Producer)?.Dispose();
        }
    }

    private void Note(Actor actor, Outcome<SentText> outcome)
    {
        if (outcome is { IsRefused: false, Value.Message.Action: { } action })
        {
            _notes.Note(actor, action, UserAct.Work);
        }
    }

    // What is written has the number; what is answered is for the actor's eyes.
    private static Decision<SentText> Shown(Decision<SentText> decision, Actor actor, ConversationSnapshot? read)
    {
        FaultPoint.Reach("send.decided");
        return decision.Answer.Value is { } sent
            ? decision with
            {
                Answer = new Outcome<SentText>(sent.AsSeenBy(actor, read!.Campaign.Settings), decision.Answer.Refusals),
            }
            : decision;
    }

    // ALREADY_SENT shows what was sent before; it is rare enough for a round trip of its own.
    private async Task<Outcome<SentText>> WithFirstMessageAsync(
        Actor actor, Outcome<SentText> outcome, CancellationToken cancellationToken)
    {
        if (outcome.Value is not { Message: null, Target.Message: { } first } sent
            || outcome.Refusals is not [{ Code: RefusalCode.AlreadySent }])
        {
            return outcome;
        }

        var snapshots = await _store.ReadAsync(
            actor.Campaign, [new ConversationQuery { Message = first }], cancellationToken);
        return snapshots[0] is { } read
            ? Outcome.Refused(
                outcome.Refusals, (sent with { Message = read.FindMessage(first) }).AsSeenBy(actor, read.Campaign.Settings))
            : outcome;
    }
}
