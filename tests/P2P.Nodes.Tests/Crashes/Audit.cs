using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;
using P2P.Sdk.Users;
using P2P.TwilioStandIn.Messages;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Whether the carrier's ledger and the database agree in the end, and every promise was kept.</summary>
internal static class Audit
{
    public static async Task CheckAsync(CrashWorld world)
    {
        var services = new ServiceCollection();
        world.Database.Use(services.AddP2P().UseSimulatedCarrier());
        await using var provider = services.BuildServiceProvider();
        var campaign = (await provider.GetRequiredService<CampaignService>().ListAsync()).Single();
        var admin = new Actor(campaign.Id, default, Role.Admin);
        var messages = await MessagesAsync(provider, admin);
        var ledger = world.Carrier.Ledger;

        CheckOutbound([.. messages.Where(m => m.IsOutbound)], [.. ledger.Where(e => e.Kind == "accepted")], world);
        CheckInbound([.. messages.Where(m => !m.IsOutbound)], [.. ledger.Where(e => e.Kind == "inbound" && e.Answer is >= 200 and < 300)]);
        Assert.Empty(await world.Database.SentAfterOptOutAsync());
        await CheckCountersAsync(provider, admin);
    }

    private static void CheckOutbound(IReadOnlyList<Message> messages, IReadOnlyList<LedgerEntry> accepted, CrashWorld world)
    {
        var opening = accepted.Where(e => e.Body!.StartsWith("Hi ", StringComparison.Ordinal)).ToList();
        Assert.Empty(opening.GroupBy(e => e.To).Where(g => g.Count() > 1).Select(g => g.Key)); // Texted twice.
        Assert.Empty(accepted.Select(e => e.To!).Intersect(world.Closed)); // Out of hours.

        var known = messages.Where(m => m.CarrierId is not null).Select(m => m.CarrierId!).ToList();
        Assert.Equal(known.Count, known.Distinct().Count());
        Assert.Empty(accepted.Select(e => e.Sid!).Except(known)); // The carrier has it, and we do not know.
        Assert.Empty(known.Except(accepted.Select(e => e.Sid!))); // We say it was sent, and the carrier never had it.
        Assert.Empty(messages.Where(m => m.Status < MessageStatus.Sent).Select(m => $"{m.Id} {m.Status}"));
        Assert.Empty(messages.Where(m => m.CarrierId is null && m.Status != MessageStatus.Withheld).Select(m => $"{m.Id} {m.Status}"));
        var byId = accepted.ToDictionary(e => e.Sid!);
        Assert.All(messages.Where(m => m.CarrierId is not null), m => Assert.Equal(
            (m.ContactNumber.ToString(), m.CampaignNumber.ToString(), m.Text),
            (byId[m.CarrierId!].To, byId[m.CarrierId!].From, byId[m.CarrierId!].Body)));
        Assert.All(accepted, e => Assert.InRange(e.ValidityPeriod ?? 0, 5, 36_000));
    }

    private static void CheckInbound(IReadOnlyList<Message> messages, IReadOnlyList<LedgerEntry> told)
    {
        Assert.Empty(messages.GroupBy(m => m.CarrierId).Where(g => g.Count() > 1).Select(g => g.Key)); // Taken twice.
        Assert.Empty(told.Select(e => e.Sid).Except(messages.Select(m => m.CarrierId))); // Answered 2xx, and lost.
    }

    private static async Task CheckCountersAsync(IServiceProvider services, Actor admin)
    {
        var actions = await services.GetRequiredService<ActionService>().PageAsync(admin, new ActionFilter(), new PageRequest(PageRequest.MaxSize), default);
        foreach (var action in actions.Items)
        {
            var recount = (await services.GetRequiredService<ResultService>().RecountAsync(admin, action.Item.Id)).Value!;
            Assert.Equal(recount.Counted, recount.Kept);
            Assert.Equal(recount.PoolCounted, recount.PoolKept);
        }
    }

    private static async Task<List<Message>> MessagesAsync(IServiceProvider services, Actor admin)
    {
        var contacts = services.GetRequiredService<ContactService>();
        var conversations = services.GetRequiredService<ConversationService>();
        var messages = new List<Message>();
        for (Cursor? from = null; ;)
        {
            var page = (await contacts.PageAsync(admin, new ContactFilter(), new PageRequest(PageRequest.MaxSize, from), count: false)).Value!;
            var ids = page.Items.Select(i => i.Item).Where(c => c.LastSequence > 0).Select(c => c.Id).ToList();
            var threads = await conversations.PageMessagesAsync(admin, ids, new PageRequest(PageRequest.MaxSize));
            messages.AddRange(threads.Values.SelectMany(thread => thread.Items).Select(item => item.Item));
            if (!page.HasNext)
            {
                return messages;
            }

            from = page.Items[^1].Cursor;
        }
    }
}
