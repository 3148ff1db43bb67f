using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Moves untexted targets and conversations from users to users (MNG-2). Admins only.</summary>
public sealed class Reassigner
{
    private const int ContactsAtOnce = 200;

    private readonly IConversationStore _store;
    private readonly IContactStore _contacts;
    private readonly ICampaignStore _campaigns;
    private readonly IActionStore _actions;
    private readonly ConversationWriter _writer;
    private readonly IClock _clock;

    internal Reassigner(
        IConversationStore store, IContactStore contacts, ICampaignStore campaigns, IActionStore actions,
        ConversationWriter writer, IClock clock) =>
        (_store, _contacts, _campaigns, _actions, _writer, _clock) = (store, contacts, campaigns, actions, writer, clock);

    /// <summary>Gives every contact that all sources name to one receiver each, at random, shares differing by at most one.</summary>
    public async Task<Outcome<Reassignment>> ReassignAsync(
        Actor actor, ReassignInput input, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await CheckAsync(actor, input, cancellationToken) is { Count: > 0 } refusals)
        {
            return Outcome.Refused<Reassignment>(refusals);
        }

        var deal = new Deal(input.ToUsers);
        var skipped = new SortedDictionary<RefusalCode, int>();
        var moved = 0;
        await foreach (var contacts in ContactsAsync(actor.Campaign, input, cancellationToken))
        {
            moved += await MoveAsync(actor, input, contacts, deal, skipped, cancellationToken);
        }

        return new Reassignment(moved, [.. skipped.Select(s => new SkippedContacts(s.Key, s.Value))]);
    }

    private async Task<IReadOnlyList<Refusal>> CheckAsync(Actor actor, ReassignInput input, CancellationToken cancellationToken)
    {
        var refusals = new List<Refusal>();
        if (input is { Action: null, FromUser: null, Contacts: null, Where: null })
        {
            refusals.Add(Refusal.Invalid("Say whose contacts to move: an action, a user, contacts or a filter."));
        }

        refusals.AddRange(KeptText.Check((input.Where?.Search, "search"), (input.Where?.Tag, "tag"))
            .Select(refusal => refusal with { Path = ["where", .. refusal.Path] }));
        if (input.ToUsers.Count == 0)
        {
            refusals.Add(Refusal.Invalid("Say to whom the contacts go.", "toUserIds"));
        }

        var receivers = await _campaigns.FindUsersAsync(actor.Campaign, input.ToUsers, cancellationToken);
        for (var i = 0; i < input.ToUsers.Count; i++)
        {
            var receiver = receivers.FirstOrDefault(u => u.Id == input.ToUsers[i]);
            if (receiver is null or { IsRemoved: true })
            {
                refusals.Add(Refusal.NotFound("user") with { Path = ["toUserIds", $"{i}"] });
            }
            else if (receiver.IsFrozen)
            {
                refusals.Add(new(RefusalCode.Frozen, "A frozen user cannot be given contacts.") { Path = ["toUserIds", $"{i}"] });
            }
        }

        if (input.FromUser is { } from && (await _campaigns.FindUsersAsync(actor.Campaign, [from], cancellationToken)).Count == 0)
        {
            refusals.Add(Refusal.NotFound("user") with { Path = ["fromUserId"] });
        }

        if (input.Action is { } action && await _actions.FindAsync(actor.Campaign, action, cancellationToken) is null)
        {
            refusals.Add(Refusal.NotFound("action") with { Path = ["actionId"] });
        }

        return refusals;
    }

    // All pages are read before the first move: what moves may no longer match.
    private async IAsyncEnumerable<IReadOnlyList<ContactId>> ContactsAsync(
        CampaignId campaign, ReassignInput input,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = new List<ContactId>();
        var filter = input.Filter;
        for (var page = new PageRequest(ContactsAtOnce); ;)
        {
            var read = await _contacts.PageAsync(campaign, filter, page, count: false, cancellationToken);
            ids.AddRange(read.Items.Where(i => input.Where is null || input.MatchesBoth(i.Item)).Select(i => i.Item.Id));
            if (!read.HasNext)
            {
                break;
            }

            page = page with { From = read.Items[^1].Cursor };
        }

        foreach (var chunk in ids.Chunk(ContactsAtOnce))
        {
            yield return chunk;
        }
    }

    private async Task<int> MoveAsync(
        Actor actor, ReassignInput input, IReadOnlyList<ContactId> contacts, Deal deal,
        SortedDictionary<RefusalCode, int> skipped, CancellationToken cancellationToken)
    {
        IReadOnlyList<ContactId> left = contacts;
        var moved = 0;
        for (var round = 0; round < 5 && left.Count > 0; round++)
        {
            var reads = await _store.ReadAsync(
                actor.Campaign, [.. left.Select(c => new ConversationQuery { Contact = c })], cancellationToken);
            var changes = new List<ConversationChange>();
            foreach (var read in reads.OfType<ConversationSnapshot>())
            {
                var decided = ReassignRule.Decide(actor, input, read, deal.For(read.Contact!.Id), _clock.Now());
                if (decided.Change is { } change)
                {
                    changes.Add(change);
                }
                else
                {
                    skipped[decided.Skipped] = skipped.GetValueOrDefault(decided.Skipped) + 1;
                }
            }

            if (input.DryRun)
            {
                return changes.Count;
            }

            var results = await _writer.CommitAsync(changes, cancellationToken);
            moved += results.Count(r => r == CommitResult.Committed);
            left = [.. changes.Where((_, i) => results[i] != CommitResult.Committed).Select(c => c.After.Id)];
        }

        if (left.Count > 0)
        {
            skipped[RefusalCode.Conflict] = skipped.GetValueOrDefault(RefusalCode.Conflict) + left.Count;
        }

        return moved;
    }

    /// <summary>Deals contacts out like cards, to receivers in an order of chance, so that shares differ by at most one.</summary>
    private sealed class Deal
    {
        private readonly UserId[] _receivers;
        private readonly Dictionary<ContactId, UserId> _dealt = [];

        public Deal(IReadOnlyList<UserId> receivers)
        {
            _receivers = [.. receivers.Distinct()];
            Random.Shared.Shuffle(_receivers);
        }

        public UserId For(ContactId contact)
        {
            if (!_dealt.TryGetValue(contact, out var receiver))
            {
                _dealt[contact] = receiver = _receivers[_dealt.Count % _receivers.Length];
            }

            return receiver;
        }
    }
}
