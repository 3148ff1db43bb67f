using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using P2P.Sdk.Assignments;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Testing;
using P2P.Sdk.Users;
using static P2P.Sdk.Conversations.CommitResult;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

/// <summary>What several nodes and a broken network add to the contract.</summary>
public sealed class PostgresCommitTests : StoreContract, IDisposable
{
    // After it statements are prepared, and the next batch is none of those after which young tables are looked at.
    private const int Warming = 4;

    private readonly TemporaryPostgres _database = new();
    private readonly List<PostgresDatabase> _nodes = [];

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose()
    {
        _nodes.ForEach(node => node.DisposeAsync().AsTask().GetAwaiter().GetResult());
        _database.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_actions_that_text_one_contact_text_it_once(bool onTwoNodes)
    {
        IConversationStore[] stores = onTwoNodes ? [NewNode(), NewNode()] : [World.Conversations, World.Conversations];
        for (var round = 0; round < 20; round++)
        {
            var list = await World.AddListAsync($"List {round}", World.NewContact());
            var actions = new[] { await World.PublishAsync(list), await World.PublishAsync(list) };
            var first = await World.ClaimOneAsync(actions[0]);
            var read = await World.ReadAsync(first.Held.Contact.Id);
            var changes = read.Targets.Select(target => World.Text(read, target, first.User.Id)).ToArray();

            var results = await AtOnceAsync(2, async i => Assert.Single(await stores[i].CommitAsync([changes[i]], default)));

            Assert.Single(results, Committed);
            Assert.Single(results, Stale);
            Assert.Single((await World.Conversations.PageMessagesAsync(World.Id, read.Contact!.Id, new(), default)).Items);
            Assert.All(await Task.WhenAll(actions.Select(World.RecountAsync)), recount => Assert.True(recount.IsEqual));
        }
    }

    [Fact]
    public async Task What_comes_at_once_goes_in_few_batches_and_each_gets_its_own_answer()
    {
        var contacts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => World.AddContactAsync()));
        var stale = contacts.Where((_, i) => i % 10 == 0).Select(c => c.Id).ToHashSet();
        foreach (var contact in contacts.Where(c => stale.Contains(c.Id)))
        {
            Assert.Equal(Committed, await World.CommitAsync(World.Edit(contact, c => c with { FirstName = "Cy" })));
        }

        var before = await CountBatchesAsync();

        var results = await Task.WhenAll(contacts.Select(c => World.CommitAsync(World.Reply(c, World.Admin.Id))));

        Assert.Equal(contacts.Select(c => stale.Contains(c.Id) ? Stale : Committed), results);
        Assert.InRange(await CountBatchesAsync() - before, 1, 20);
    }

    [Fact]
    public async Task One_that_the_database_refuses_does_not_keep_the_others()
    {
        var contacts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => World.AddContactAsync()));
        var changes = contacts.Select(c => World.Reply(c, World.Admin.Id)).ToList();
        var wrong = changes[3].Messages[0].After with { Text = "\0" }; // No text of PostgreSQL holds it.
        var refused = changes[3] with { Messages = [new(null, wrong)] };
        var commits = changes.Select((c, i) => World.CommitAsync(i == 3 ? refused : c)).ToList();

        await Assert.ThrowsAnyAsync<PostgresException>(() => commits[3]);
        commits.RemoveAt(3);
        Assert.All(await Task.WhenAll(commits), result => Assert.Equal(Committed, result));
    }

    [Fact]
    public async Task One_that_waits_for_a_lock_does_not_keep_the_others()
    {
        var (locked, free) = (await World.AddContactAsync(), await World.AddContactAsync());
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var holder = await source.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand(
            "SELECT 1 FROM contacts WHERE campaign_id = $1 AND contact_id = $2 FOR UPDATE", holder)
        {
            Parameters = { new() { Value = World.Id.Value }, new() { Value = locked.Id.Value } },
        };
        await hold.ExecuteNonQueryAsync();

        var waiting = World.CommitAsync(World.Reply(locked, World.Admin.Id));
        Assert.Equal(Committed, await World.CommitAsync(World.Reply(free, World.Admin.Id)));

        Assert.False(waiting.IsCompleted);
        await transaction.RollbackAsync();
        Assert.Equal(Committed, await waiting);
    }

    [Fact]
    public async Task Once_an_opt_out_is_committed_no_message_is_committed_as_sending()
    {
        IConversationStore[] nodes = [NewNode(), NewNode()];
        for (var round = 0; round < 30; round++)
        {
            var contact = await World.AddContactAsync();
            var reply = World.Reply(contact, World.Admin.Id);
            Assert.Equal(Committed, await World.CommitAsync(reply));
            var read = await World.ReadAsync(contact.Id);
            ConversationChange[] changes = [World.StartSending(read.Contact!, reply.Messages[0].After), World.OptOut(read)];

            var results = await AtOnceAsync(2, async i => Assert.Single(await nodes[i].CommitAsync([changes[i]], default)));

            Assert.Equal([Committed, Stale], results.Order());
            var now = await World.ReadAsync(new ConversationQuery { Message = reply.Messages[0].After.Id });
            Assert.Equal(results[1] == Committed, now.IsOptedOut);
            Assert.Equal(
                results[1] == Committed ? MessageStatus.Withheld : MessageStatus.Sending, now.Messages[0].Status);
        }
    }

    [Fact]
    public async Task A_contact_that_is_made_while_its_number_is_opted_out_never_misses_it()
    {
        IConversationStore[] nodes = [NewNode(), NewNode()];
        for (var round = 0; round < 30; round++)
        {
            var contact = World.NewContact();
            var stranger = World.NewContact() with { Phone = contact.Phone };
            ConversationChange[] changes =
            [
                World.Make(contact),
                World.Make(stranger) with
                {
                    OptOut = new(contact.Phone, OptOutSource.Keyword, StoreWorld.Start, stranger.Id, null, null, null),
                },
            ];

            var results = await AtOnceAsync(2, async i => Assert.Single(await nodes[i].CommitAsync([changes[i]], default)));

            Assert.Equal([Committed, Stale], results.Order());
            var read = await World.ReadAsync(new ConversationQuery { Phone = contact.Phone });
            Assert.Equal((read.IsOptedOut, results[1] == Committed), (read.Contact!.OptedOut, read.IsOptedOut));
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Where_an_answer_is_lost_nothing_is_done_twice_or_wrongly_answered(bool answer, bool withKey)
    {
        await using var proxy = new DroppingProxy(Port());
        var store = NewNode(proxy.Port);
        var contact = await World.AddContactAsync();
        for (var round = 0; round < 5; round++)
        {
            contact = (await store.ReadAsync(World.Id, [new() { Contact = contact.Id }], default))[0]!.Contact!;
            var change = World.Reply(contact, World.Admin.Id);
            change = withKey ? change with { Key = Use(change) } : change;
            if (answer)
            {
                proxy.LoseAnswers(1);
            }
            else
            {
                proxy.LoseRequests(1);
            }

            Assert.Equal(Committed, Assert.Single(await store.CommitAsync([change], default)));

            Assert.Equal(round + 1, proxy.Lost);
            Assert.Equal(round + 1, (await World.Conversations.PageMessagesAsync(World.Id, contact.Id, new(), default)).Items.Count);
        }
    }

    [Fact]
    public async Task Where_an_answer_is_lost_a_stale_change_of_the_batch_stays_stale()
    {
        await using var proxy = new DroppingProxy(Port());
        var store = NewNode(proxy.Port);
        var (one, two) = (await World.AddContactAsync(), await World.AddContactAsync());
        Assert.Equal(Committed, await World.CommitAsync(World.Edit(one, c => c with { FirstName = "Cy" })));
        await store.ReadAsync(World.Id, [new() { Contact = one.Id }], default);
        proxy.LoseAnswers(1);

        var results = await store.CommitAsync([World.Reply(one, World.Admin.Id), World.Reply(two, World.Admin.Id)], default);

        Assert.Equal([Stale, Committed], results);
        Assert.Equal(1, proxy.Lost);
    }

    [Fact]
    public async Task A_send_is_one_read_and_one_write_and_so_is_a_reply()
    {
        var action = await World.PublishAsync(Warming);
        await using var proxy = new DroppingProxy(Port());
        var store = NewNode(proxy.Port);
        for (var round = 0; round < Warming; round++)
        {
            var (user, held) = await World.ClaimOneAsync(action);
            await SendAsync(store, held, user);
            await store.CommitAsync([World.Receive(await World.ReadAsync(held.Contact.Id))], default);
        }

        var next = await World.PublishAsync(2);
        var claims = new[] { await World.ClaimOneAsync(next), await World.ClaimOneAsync(next) };
        await SendAsync(store, claims[0].Held, claims[0].User);
        var before = proxy.Requests;

        await SendAsync(store, claims[1].Held, claims[1].User);
        Assert.Equal(2, proxy.Requests - before);

        var query = new ConversationQuery { Phone = claims[1].Held.Contact.Phone, CampaignNumber = World.Number };
        var read = (await store.ReadAsync(World.Id, [query], default))[0]!;
        await store.CommitAsync([World.Receive(read)], default);
        Assert.Equal(4, proxy.Requests - before);
    }

    [Fact]
    public async Task A_caller_who_gives_up_before_the_turn_is_not_served()
    {
        var contact = await World.AddContactAsync();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            World.Conversations.CommitAsync([World.Reply(contact, World.Admin.Id)], given.Token));

        Assert.Empty((await World.Conversations.PageMessagesAsync(World.Id, contact.Id, new(), default)).Items);
    }

    private async Task SendAsync(IConversationStore store, HeldTarget held, User user)
    {
        var key = IdempotencyKey.New();
        var query = new ConversationQuery { Target = held.Target.Id, User = user.Id, Key = ("sendInitial", key) };
        var read = (await store.ReadAsync(World.Id, [query], default))[0]!;
        var change = World.Text(read, read.FindTarget(held.Target.Id)!, user.Id);
        Assert.Equal(Committed, Assert.Single(await store.CommitAsync([change with { Key = Use(change) }], default)));
    }

    private KeyUse Use(ConversationChange change) =>
        new(World.Admin.Id, "sendReply", IdempotencyKey.New(), "hash", change.Messages[0].After.Id);

    private PostgresConversationStore NewNode(int? port = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        connection.Port = port ?? connection.Port;
        _nodes.Add(new PostgresDatabase(connection.ToString()));
        return new PostgresConversationStore(_nodes[^1]);
    }

    private int Port() => new NpgsqlConnectionStringBuilder(_database.ConnectionString).Port;

    private async Task<long> CountBatchesAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand("SELECT count(*) FROM commit_receipts WHERE campaign_id = $1");
        command.Parameters.Add(new() { Value = World.Id.Value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
