using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL.Tests.Nodes;

public class NodeTests(SqliteServed server) : IClassFixture<SqliteServed>
{
    private const string Read = "query($id: ID!) { node(id: $id) { id __typename } }";

    [Fact]
    public async Task Every_object_is_found_again_by_its_id()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        var data = await campaign.DataAsync(
            campaign.Admin,
            """
            query($contact: ID!, $action: ID!) {
              viewer { user { id __typename } campaign { id __typename } }
              action(id: $action) { id __typename list { id __typename } initialScripts { id __typename } responseScripts { id __typename } }
              conversation(contactId: $contact) { id __typename contact { id __typename } messages { nodes { id __typename } } }
            }
            """,
            new { contact, action });
        var found = Nodes(data).ToList();
        Assert.Equal(9, found.Count);
        Assert.Equal(found.Count, found.Select(node => node.Id).Distinct().Count());

        foreach (var (id, type) in found)
        {
            Assert.Matches("^[A-Za-z0-9_-]{1,64}$", id);
            var node = (await campaign.DataAsync(campaign.Admin, Read, new { id })).GetProperty("node");
            Assert.Equal((id, type), (ServedCampaign.Text(node, "id"), ServedCampaign.Text(node, "__typename")));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("con")]
    [InlineData("con_")]
    [InlineData("con_AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("con_AAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("con_AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("scr_AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("xyz_AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("01a207fc977d79a8b378dcf930e625d3")]
    [InlineData("con_\u0000\ud83d\ude00AAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_id_is_not_found(string id)
    {
        var campaign = await server.CampaignAsync();
        Assert.Equal(JsonValueKind.Null, (await campaign.DataAsync(campaign.Admin, Read, new { id })).GetProperty("node").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { conversation(contactId: $id) { id } }", new { id })).GetProperty("conversation").ValueKind);
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await campaign.MutateAsync(
            campaign.Volunteer, "claimContacts", "ClaimContactsInput", new { actionId = id }, "assigned")));
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await campaign.MutateAsync(
            campaign.Volunteer, "sendInitialMessage", "SendInitialMessageInput",
            new { targetId = id, version = "1", idempotencyKey = "key-0001" }, "message { id }")));
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await campaign.MutateAsync(
            campaign.Volunteer, "optOutContact", "OptOutContactInput", new { contactId = id }, "contact { id }")));
    }

    [Fact]
    public void An_id_of_one_type_is_none_of_another()
    {
        var contact = ContactId.New();
        Assert.Equal(contact, NodeId.Contact(NodeId.Of(contact)));
        Assert.Equal(default, NodeId.Contact(NodeId.OfConversation(contact)));
        Assert.Equal(default, NodeId.Action(NodeId.Of(contact)));
        var (action, script) = (ActionId.New(), ScriptId.New());
        Assert.Equal((action, script), NodeId.Script(NodeId.Of(action, script)));
        Assert.NotEqual(NodeId.Of(contact), NodeId.OfConversation(contact));
    }

    private static IEnumerable<(string Id, string Type)> Nodes(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Nodes),
        JsonValueKind.Object => (json.TryGetProperty("id", out var id)
            ? [(id.GetString()!, ServedCampaign.Text(json, "__typename"))]
            : Enumerable.Empty<(string, string)>()).Concat(json.EnumerateObject().SelectMany(property => Nodes(property.Value))),
        _ => [],
    };
}
