using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;
using P2P.Sdk.Events;

namespace P2P.Sdk.Conversations;

/// <summary>The way of every change to a conversation: read, ask a pure rule, write if nothing has changed meanwhile.</summary>
internal sealed class ConversationWriter(IConversationStore store, IEventStream events)
{
    /// <summary>How often a rule is asked before the user is: each time somebody else was faster.</summary>
    private const int Tries = 3;

    /// <param name="decide">A pure rule. The snapshot is null where the campaign has no such conversation.</param>
    public Task<Outcome<T>> ChangeAsync<T>(
        CampaignId campaign, ConversationQuery query, Func<ConversationSnapshot?, Decision<T>> decide,
        CancellationToken cancellationToken)
        where T : class => ChangeAsync(campaign, query, decide, Tries, cancellationToken);

    /// <summary>The same for what no user waits for and what must not be given up: a carrier's word.</summary>
    public Task<Outcome<T>> ChangeAtAnyRateAsync<T>(
        CampaignId campaign, ConversationQuery query, Func<ConversationSnapshot?, Decision<T>> decide,
        CancellationToken cancellationToken)
        where T : class => ChangeAsync(campaign, query, decide, int.MaxValue, cancellationToken);

    /// <summary>Writes changes that were decided on together, and tells of those that hold.</summary>
    public async Task<IReadOnlyList<CommitResult>> CommitAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        var results = await store.CommitAsync(changes, cancellationToken);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] == CommitResult.Committed)
            {
                ConversationEvents.Publish(changes[i], events);
            }
        }

        return results;
    }

    /// <summary>Writes changes that hold together or not at all, and tells of them if they hold.</summary>
    public async Task<IReadOnlyList<CommitResult>> CommitAllAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var results = await store.CommitAllAsync(changes, cancellationToken);
        if (results.All(result => result == CommitResult.Committed))
        {
            ConversationEvents.PublishAll(changes, events);
        }

        return results;
    }

    /// <summary>Changes many conversations at once, each another's, and gives none up: those that others were quicker with are
    /// read again and decided anew.</summary>
    public async Task ChangeAtAnyRateAsync(
        CampaignId campaign, IReadOnlyList<KnownConversation> conversations, CancellationToken cancellationToken)
    {
        var reads = conversations.Select(c => (ConversationSnapshot?)c.Read).ToList();
        while (true)
        {
            var decided = conversations.Zip(reads, (known, read) => (Known: known, Change: ForCrm(known.Decide(read), read)))
                .Where(d => d.Change is not null).ToList();
            if (decided.Count == 0)
            {
                return;
            }

            var results = await CommitAsync([.. decided.Select(d => d.Change!)], cancellationToken);
            conversations = [.. decided.Where((_, i) => results[i] == CommitResult.Stale).Select(d => d.Known)];
            if (conversations.Count == 0)
            {
                return;
            }

            reads = [.. await store.ReadAsync(campaign, [.. conversations.Select(c => c.Query)], cancellationToken)];
        }
    }

    private async Task<Outcome<T>> ChangeAsync<T>(
        CampaignId campaign, ConversationQuery query, Func<ConversationSnapshot?, Decision<T>> decide, int tries,
        CancellationToken cancellationToken)
        where T : class
    {
        for (var i = 0; i < tries; i++)
        {
            var read = (await store.ReadAsync(campaign, [query], cancellationToken))[0];
            var decision = decide(read);
            if (ForCrm(decision.Change, read) is not { } change)
            {
                return decision.Answer;
            }

            switch ((await CommitAsync([change], cancellationToken))[0])
            {
                case CommitResult.Committed:
                    return decision.Answer;
                case CommitResult.KeyTaken when change.Key is null:
                    return new Refusal(RefusalCode.AlreadySent, "This has been dealt with before."); // A carrier repeats itself.
            }
        }

        return Refusal.Conflict("Others are changing this conversation right now. Read it again and retry.");
    }

    /// <summary>Has the change tell the campaign's CRM, if it has one: no rule needs to know.</summary>
    private static ConversationChange? ForCrm(ConversationChange? change, ConversationSnapshot? read) =>
        change is null || read is null || read.Campaign.Crm == CrmInterest.None ? change : change with { Crm = read.Campaign.Crm };
}

/// <summary>A conversation as it was a moment ago, and the rule that changes it.</summary>
/// <param name="Query">Reads it again.</param>
internal sealed record KnownConversation(
    ConversationSnapshot Read, ConversationQuery Query, Func<ConversationSnapshot?, ConversationChange?> Decide);

/// <summary>What a rule decided: what to answer, and what to write first, if anything.</summary>
internal readonly record struct Decision<T>(Outcome<T> Answer, ConversationChange? Change)
    where T : class
{
    public static implicit operator Decision<T>(Refusal refusal) => new(refusal, null);

    public static implicit operator Decision<T>(Outcome<T> answer) => new(answer, null);

    public static Decision<T> Write(ConversationChange change, Outcome<T> answer) => new(answer, change);
}
