using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>At the same moment: whatever wins, nobody who is opted out is texted, and nobody is texted twice.</summary>
public abstract class RacePromises : ServicePromises
{
    private const int Rounds = 200;

    [Fact]
    public async Task A_send_that_races_an_opt_out_never_texts_an_opted_out_number()
    {
        await World.SetAsync(new() { BucketSize = 200 });
        var action = await World.PublishAsync(Rounds);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        Assert.Equal(Rounds, targets.Count);
        using var done = new CancellationTokenSource();
        var dispatching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await World.Dispatcher.RunOnceAsync(default);
                await Task.Yield();
            }
        });
        var (withheld, handedOver, refused) = (0, 0, 0);
        for (var i = 0; i < Rounds; i++)
        {
            var contact = targets[i].Contact.Id;
            var (target, order) = (targets[i], i % 3);
            var send = Task.Run(() => World.TrySendAsync(World.Ana, target));
            var wait = order == 0 ? Task.CompletedTask : order == 1 ? Task.Run(Task.Yield) : send;
            await wait;
            var optOut = Task.Run(() => OptOutAsync(contact, order));
            var atCommit = await optOut;

            // What was not SENDING when the opt-out was committed is never handed over.
            var sent = await send;
            if (sent.IsRefused)
            {
                refused++;
                Assert.Contains(sent.Refusals[0].Code, (RefusalCode[])[RefusalCode.OptedOut, RefusalCode.Conflict]);
            }
            else if (atCommit.SingleOrDefault() is { Status: not MessageStatus.Withheld and not MessageStatus.Queued })
            {
                handedOver++;
            }
            else
            {
                withheld++;
                Assert.Equal(MessageStatus.Withheld, Assert.Single(atCommit).Status);
                Assert.DoesNotContain(World.Ledger.Texts, t => t.Message == sent.Value!.Message!.Id);
            }

            var isTexted = (await World.ReadAsync(target.Target.Id)).Message is not null;
            Refused(RefusalCode.OptedOut, isTexted
                ? await World.TryReplyAsync(World.Admin, contact, "One more")
                : await World.TrySendAsync(World.Ana, target));
        }

        await done.CancelAsync();
        await dispatching;
        await World.DispatchAsync();
        Assert.Equal(Rounds, withheld + handedOver + refused);
        Assert.Equal(handedOver, World.Ledger.Texts.Count);
        var counts = await World.CountsAsync(action);
        Assert.Equal((handedOver, Rounds - handedOver, 0), (counts.InitialMessages, counts.HeldOptedOut, counts.MessagesRemaining));
    }

    [Fact]
    public async Task A_reassignment_that_races_a_send_leaves_one_text_and_one_holder()
    {
        await World.SetAsync(new() { BucketSize = 25 });
        var action = await World.PublishAsync(25);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        foreach (var target in targets)
        {
            var send = Task.Run(() => World.TrySendAsync(World.Ana, target));
            var move = Task.Run(() => World.Reassigner.ReassignAsync(
                World.Admin, new() { Contacts = [target.Contact.Id], ToUsers = [World.Ben.User] }));
            var (sent, moved) = (await send, Done(await move));
            Assert.Equal(1, moved.Moved);
            Assert.Equal(World.Ben.User, sent.IsRefused
                ? (await World.ReadAsync(target.Target.Id)).AssignedTo
                : (await World.ReadAsync(target.Contact.Id)).Holder);
        }

        await World.DispatchAsync();
        Assert.Equal((await World.CountsAsync(action)).InitialMessages, World.Ledger.Texts.Count);
    }

    [Fact]
    public async Task Two_dispatchers_at_once_hand_each_text_over_once()
    {
        await World.SetAsync(new() { BucketSize = 100 });
        var action = await World.PublishAsync(100);
        foreach (var target in (await World.ClaimAsync(World.Ana, action)).Targets)
        {
            await World.SendAsync(World.Ana, target);
        }

        await AtOnceAsync(4, async _ =>
        {
            await World.DispatchAsync();
            return true;
        });
        await World.DispatchAsync();
        Assert.Equal(100, World.Ledger.Texts.Count);
    }

    [Fact]
    public async Task Everybody_at_once_loses_nothing_and_texts_nobody_twice()
    {
        await World.SetAsync(new() { BucketSize = 10 });
        var action = await World.PublishAsync(80);
        var users = new List<Actor>();
        for (var i = 0; i < 8; i++)
        {
            users.Add(await World.AddVolunteerAsync());
        }

        await AtOnceAsync(10, async i =>
        {
            if (i == 8)
            {
                for (var n = 0; n < 20; n++)
                {
                    await World.DispatchAsync();
                    await World.ProcessAsync();
                }

                return true;
            }

            if (i == 9)
            {
                await World.ImportAsync($"phone\n{string.Join('\n', Enumerable.Range(0, 300).Select(_ => World.NewPhone()))}\n", "Others");
                return true;
            }

            while (await World.Claims.ClaimAsync(users[i], action.Id) is { IsRefused: false, Value.Targets: { Count: > 0 } targets })
            {
                foreach (var (n, target) in targets.Index())
                {
                    var sent = await World.TrySendAsync(users[i], target);
                    Assert.False(sent.IsRefused && sent.Refusals[0].Code != RefusalCode.OptedOut);
                    if (n % 5 == 0)
                    {
                        await World.OptOuts.OptOutAsync(users[i], target.Contact.Id);
                    }
                    else if (n % 3 == 0)
                    {
                        await World.ReceiveAsync(target.Contact.Id, "Hello");
                    }
                }
            }

            return true;
        });
        await World.RunUntilQuietAsync();

        var counts = await World.CountsAsync(action);
        Assert.Equal((0, counts.InitialMessages), (counts.MessagesRemaining, World.Ledger.Texts.Count));
        Assert.Equal(World.Ledger.Texts.Count, World.Ledger.Texts.Select(t => t.To).Distinct().Count());
        Assert.Equal(80, counts.InitialMessages + (await WithheldAsync(action)));
    }

    private async Task<int> WithheldAsync(TextingAction action)
    {
        var withheld = 0;
        foreach (var contact in Done(await World.Contacts.PageAsync(World.Admin, new() { Action = action.Id }, new PageRequest(200), false)).Items)
        {
            withheld += (await World.ThreadAsync(contact.Item.Id)).Count(m => m.Status == MessageStatus.Withheld);
        }

        return withheld;
    }

    /// <returns>The texts as they were when the opt-out had been committed.</returns>
    private async Task<IReadOnlyList<Message>> OptOutAsync(ContactId contact, int how)
    {
        if (how == 0)
        {
            await World.ReceiveAsync(contact, "STOP");
        }
        else
        {
            while ((await World.OptOuts.OptOutAsync(World.Admin, contact)).IsRefused)
            {
                // Others were faster three times: the user asks again.
            }
        }

        return [.. (await World.ThreadAsync(contact)).Where(m => m.IsOutbound)];
    }
}
