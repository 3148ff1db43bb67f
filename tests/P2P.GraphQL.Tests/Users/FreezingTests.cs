using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Users;

public sealed class InMemoryFreezingTests(InMemoryServed server) : FreezingTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteFreezingTests(SqliteServed server) : FreezingTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresFreezingTests(PostgresServed server) : FreezingTests(server), IClassFixture<PostgresServed>;

/// <summary>A frozen user can do nothing more (MNG-7), with real tokens and the server's own background work.</summary>
public abstract class FreezingTests(Served server)
{
    [Fact]
    public async Task A_frozen_user_is_refused_at_the_next_request_and_what_they_held_is_released()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(3);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await campaign.WriteBackAsync(contact, "A question");
        var user = NodeId.Of(campaign.Volunteer.User);

        var frozen = await campaign.MutateAsync(campaign.Admin, "freezeUser", "FreezeUserInput", new { userId = user }, "user { isFrozen }");
        ServedCampaign.AssertDone(frozen);
        Assert.True(frozen.GetProperty("user").GetProperty("isFrozen").GetBoolean());
        var answer = await campaign.AskAsync(campaign.Volunteer, "{ viewer { role } }");
        Assert.Equal((403, "FROZEN"), (answer.Status, answer.Code));

        // Both wait for the background work.
        for (var patience = Eventually.Token(); await HolderAsync(campaign, contact) is not null; await Task.Delay(20, patience))
        {
        }

        for (var patience = Eventually.Token(); (await campaign.ClaimAsync(campaign.Other, action)).Count < 2; await Task.Delay(20, patience))
        {
        }

        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, "unfreezeUser", "UnfreezeUserInput", new { userId = user }, "user { isFrozen }"));
        await campaign.DataAsync(campaign.Volunteer, "{ viewer { role } }");
        var unknown = await campaign.MutateAsync(campaign.Admin, "freezeUser", "FreezeUserInput", new { userId = "usr_1" }, "user { id }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(unknown));
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(campaign.Other, $"mutation {{ freezeUser(input: {{ userId: \"{user}\" }}) {{ errors {{ code }} }} }}")).Code);
    }

    [Theory]
    [InlineData("freezeUser", "FreezeUserInput", "FROZEN")]
    [InlineData("removeUser", "RemoveUserInput", "UNAUTHENTICATED")]
    public async Task Open_subscriptions_of_theirs_end(string mutation, string input, string code)
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Volunteer));
        await socket.SubscribeAsync("1", $"subscription {{ actionCounts(actionId: \"{action}\") {{ responses }} }}");
        Assert.Equal("next", (await socket.ReadAsync()).GetProperty("type").GetString());

        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Admin, mutation, input, new { userId = NodeId.Of(campaign.Volunteer.User) }, "user { id }"));

        JsonElement told;
        do
        {
            told = await socket.ReadAsync();
        }
        while (told.GetProperty("type").GetString() == "next" && !told.GetRawText().Contains(code, StringComparison.Ordinal));

        Assert.Contains(code, told.GetRawText());
    }

    private static async Task<string?> HolderAsync(ServedCampaign campaign, string contact)
    {
        var data = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { conversation(contactId: $id) { assignedTo { id } } }", new { id = contact });
        var holder = data.GetProperty("conversation").GetProperty("assignedTo");
        return holder.ValueKind == JsonValueKind.Null ? null : ServedCampaign.Text(holder, "id");
    }
}
