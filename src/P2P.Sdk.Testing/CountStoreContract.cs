using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="ICountStore"/> promises, and with it every write that counts.</summary>
public abstract class CountStoreContract : StoreContract
{
    [Fact]
    public async Task A_conversation_is_counted_event_by_event()
    {
        var action = await World.PublishAsync(2);
        Assert.Equal(new ActionCounts { MessagesRemaining = 2 }, await CountAsync(action));

        var (user, held) = await World.ClaimOneAsync(action);
        Assert.Equal(new ActionCounts { MessagesRemaining = 2 }, await CountAsync(action));

        await MoveAsync(held.Contact.Id, read => World.Text(read, held.Target, user.Id));
        var texted = new ActionCounts { MessagesRemaining = 1, InitialMessages = 1, Segments = 1 };
        Assert.Equal(texted, await CountAsync(action));

        await MoveAsync(held.Contact.Id, read => World.Receive(read));
        var replied = texted with { Responses = 1, PeopleReplied = 1, NeedsAttention = 1 };
        Assert.Equal(replied, await CountAsync(action));

        await MoveAsync(held.Contact.Id, read => World.Reply(read.Contact!, user.Id));
        var answered = replied with { FollowUps = 1, Segments = 2, NeedsAttention = 0 };
        Assert.Equal(answered, await CountAsync(action));

        await MoveAsync(held.Contact.Id, read => World.File(read, user.Id, action.Id));
        Assert.Equal(answered with { Reports = 1, ReportsFilled = 1 }, await CountAsync(action));

        await MoveAsync(held.Contact.Id, read => World.OptOut(read)); // Both texts are still queued: they are withheld.
        var optedOut = answered with { Reports = 1, ReportsFilled = 1, OptOuts = 1, InitialMessages = 0, FollowUps = 0, Segments = 0 };
        Assert.Equal(optedOut, await CountAsync(action));
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    [Fact]
    public async Task A_new_action_counts_nothing_and_an_opening_text_takes_attention_along()
    {
        var contact = World.NewContact();
        var (old, next) = (await World.PublishAsync(contact), StoreWorld.NewAction());
        var (user, held) = await World.ClaimOneAsync(old);
        await MoveAsync(contact.Id, read => World.Text(read, held.Target, user.Id));
        await MoveAsync(contact.Id, read => World.Receive(read));
        await World.AddAsync(next);
        Assert.Equal(default, await CountAsync(next));

        await MoveAsync(contact.Id, read => World.Edit(read.Contact!, c => c with { CurrentAction = next.Id }));

        Assert.Equal(0, (await CountAsync(old)).NeedsAttention);
        Assert.Equal(1, (await CountAsync(next)).NeedsAttention);
        Assert.True((await World.RecountAsync(next)).IsEqual);
    }

    [Fact]
    public async Task Counters_and_pools_equal_the_rows_after_whatever_happens_at_once()
    {
        TextingAction[] actions = [await World.PublishAsync(60), StoreWorld.NewAction()];
        var list = Assert.Single(await World.Contacts.ListListsAsync(World.Id, default));
        actions[1] = await World.PublishAsync(list); // The same contacts, in two actions.

        var done = await AtOnceAsync(8, worker => WorkAsync(actions, new Random(worker)));

        Assert.True(done.Sum() > 100);
        foreach (var action in actions)
        {
            var recount = await World.RecountAsync(action);
            Assert.Equal(recount.Counted, recount.Kept);
            Assert.Equal(recount.PoolCounted, recount.PoolKept);
            Assert.Empty(recount.Tallies);
            Assert.Empty(recount.Windows);
            Assert.Equal(recount.Kept, await CountAsync(action));
            var pool = (await World.Assignments.ReadForClaimAsync(World.Id, action.Id, World.Admin.Id, default))!.Pool;
            Assert.Equal(recount.PoolCounted, pool.Sum(p => p.Unassigned + p.Parked));
        }
    }

    [Fact]
    public async Task Another_campaign_reads_no_counts()
    {
        var (action, unknown) = (await World.PublishAsync(1), ActionId.New());
        var other = await World.CreateOtherAsync();

        Assert.Empty(await other.Counts.ReadAsync(other.Id, [action.Id], default));
        Assert.Null(await other.Counts.RecountAsync(other.Id, action.Id, default));
        Assert.Equal([action.Id], (await World.Counts.ReadAsync(World.Id, [action.Id, unknown], default)).Keys);
        Assert.Null(await World.Counts.RecountAsync(World.Id, unknown, default));
    }

    [Fact]
    public async Task Counters_are_repaired_beside_whatever_counts_at_once_and_the_audit_trail_says_so()
    {
        TextingAction[] actions = [await World.PublishAsync(40), await World.PublishAsync(5)];
        await WorkAsync(actions, new Random(1));
        var isSpoiled = await SpoilAsync(actions[0]);
        Assert.Equal(isSpoiled, !(await World.RecountAsync(actions[0])).IsEqual);

        await AtOnceAsync(6, worker => worker < 3 ? WorkAsync([actions[0]], new Random(worker)) : RepairAsync(actions[0]));

        var recount = await World.RecountAsync(actions[0]);
        Assert.Empty(recount.Tallies);
        Assert.Empty(recount.Windows);
        Assert.Equal(recount.Counted, recount.Kept);
        Assert.Equal(isSpoiled ? 1 : 0, await RepairsAsync());
        await RepairAsync(actions[0]);
        Assert.Equal(isSpoiled ? 1 : 0, await RepairsAsync()); // Nothing differs: nothing is written.
        Assert.Null(await World.Counts.RepairAsync(World.Id, ActionId.New(), World.NewAudit("counters.repaired"), default));
    }

    [Fact]
    public async Task A_repair_gives_finished_buckets_back_and_tells_what_was_wrong()
    {
        var action = await World.PublishAsync(2);
        var user = await World.AddUserAsync();
        foreach (var held in (await World.Assignments.ClaimAsync(World.Order(action, user, 2), default)).Held)
        {
            await MoveAsync(held.Contact.Id, read => World.Text(read, held.Target, user.Id));
        }

        if (!await SpoilAsync(action))
        {
            return; // A store of which nothing can be spoiled has nothing to repair.
        }

        var told = (await World.Counts.RepairAsync(World.Id, action.Id, World.NewAudit("counters.repaired"), default))!;
        var mine = Assert.Single(told.Tallies, difference => difference.Key == TallyKey.Of(action.Id, user.Id));
        Assert.Equal((default, new Tally { Assigned = 2, Sent = 2, Performs = 1 }), (mine.Kept, mine.Counted));
        Assert.NotEqual(told.Kept, told.Counted);
        Assert.NotEmpty(told.Windows);
        Assert.True((await World.RecountAsync(action)).IsEqual);
    }

    /// <summary>Makes an action's counters wrong behind the store's back: other counts, other windows of the pool, no tallies.</summary>
    /// <returns>False if that cannot be done with this store.</returns>
    protected virtual Task<bool> SpoilAsync(TextingAction action) => Task.FromResult(false);

    private async Task<int> RepairAsync(TextingAction action) =>
        (await World.Counts.RepairAsync(
            World.Id, action.Id, World.NewAudit("counters.repaired") with { Subject = action.Id.ToString() }, default)) is null ? 0 : 1;

    private async Task<int> RepairsAsync() =>
        (await World.Campaigns.ListAuditAsync(World.Id, 1_000, default)).Count(entry => entry.What == "counters.repaired");

    /// <returns>How many changes were committed.</returns>
    private async Task<int> WorkAsync(TextingAction[] actions, Random random)
    {
        var user = await World.AddUserAsync();
        var committed = 0;
        for (var i = 0; i < 40; i++)
        {
            var action = actions[random.Next(actions.Length)];
            var claim = await World.Assignments.ClaimAsync(World.Order(action, user, 3), default);
            if (random.Next(4) == 0)
            {
                await World.Assignments.ClaimAsync(World.Order(action, user) with { OpenKeys = [] }, default); // Given back.
            }

            if (claim.Held.Count > 0)
            {
                committed += await ActAsync(claim.Held[random.Next(claim.Held.Count)].Target.Id, random);
            }

            var everyone = await World.Contacts.PageAsync(World.Id, new ContactFilter(), new PageRequest(60), false, default);
            committed += await ActAsync(everyone.Items[random.Next(everyone.Items.Count)].Item.Id, user.Id, random);
        }

        return committed;
    }

    private async Task<int> ActAsync(Assignments.TargetId id, Random random)
    {
        var read = await World.ReadAsync(new ConversationQuery { Target = id });
        var target = read.FindTarget(id)!;
        return target is { IsUntexted: true, AssignedTo: { } user } && random.Next(5) > 0
            ? await CommitAsync(World.Text(read, target, user))
            : 0;
    }

    private async Task<int> ActAsync(ContactId id, Users.UserId user, Random random)
    {
        var read = await World.ReadAsync(id);
        read = await World.ReadAsync(new ConversationQuery { Contact = id, User = user, Action = read.Contact!.CurrentAction });
        var message = read.Messages is [var first, ..] ? first : null;
        return await CommitAsync((random.Next(12), message) switch
        {
            (0, _) => World.OptOut(read, random.Next(2) == 0 ? OptOutSource.Keyword : OptOutSource.User),
            (1 or 2, _) => World.Reply(read.Contact!, user),
            (3, _) when read.Contact!.CurrentAction is { } action => World.File(read, user, action),
            (4, _) => World.Edit(read.Contact!, c => c with { WindowKey = World.Key(random.Next(2) == 0 ? "212" : "312") }),
            (5 or 6 or 7, { } m) => World.Become(read.Contact!, m, m with { Status = Outcomes[random.Next(Outcomes.Length)] }),
            _ => World.Receive(read),
        });
    }

    private static MessageStatus[] Outcomes { get; } =
        [MessageStatus.Sent, MessageStatus.Failed, MessageStatus.CarrierFiltered, MessageStatus.Withheld, MessageStatus.Delivered];

    private async Task<int> CommitAsync(ConversationChange change) =>
        await World.CommitAsync(change) == CommitResult.Committed ? 1 : 0;

    private async Task MoveAsync(ContactId contact, Func<ConversationSnapshot, ConversationChange> move) =>
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(move(await World.ReadAsync(contact))));

    private async Task<ActionCounts> CountAsync(TextingAction action) =>
        Assert.Single(await World.Counts.ReadAsync(World.Id, [action.Id], default)).Value;
}
