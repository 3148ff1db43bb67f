using System.Text.Json;
using GraphQLParser;
using GraphQLParser.AST;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;

namespace P2P.GraphQL.Tests.Schema;

/// <summary>samples/operations/*.graphql: each is run against the server, in the order in which somebody would.</summary>
public sealed class OperationSamplesTests(SqliteServed server) : IClassFixture<SqliteServed>
{
    private readonly Dictionary<string, string> _documents = Directory
        .EnumerateFiles(Repository.Find("samples/operations"), "*.graphql").Select(File.ReadAllText)
        .SelectMany(text => Parser.Parse(text).Definitions.OfType<GraphQLOperationDefinition>().Select(operation => (operation.Name!.StringValue, text)))
        .ToDictionary();

    private readonly HashSet<string> _run = [];

    [Fact]
    public async Task Every_example_operation_runs_without_an_error()
    {
        var campaign = await server.CampaignAsync();
        var (admin, volunteer) = (campaign.Admin, campaign.Volunteer);
        await RunAsync(campaign, volunteer, "MyCampaigns");
        await RunAsync(campaign, volunteer, "WhoAmI");
        await RunAsync(campaign, volunteer, "StreamTicket");
        var taken = await RunAsync(campaign, admin, "TakeContacts", new { csv = "phone,first_name,zip\n+13125550117,Ana,60601\n+13125550126,Ben,60601\n" });
        var listId = Id(taken, "importContacts", "contactImport", "list");
        var actionId = Id(await RunAsync(campaign, admin, "DraftAction", new { listId }), "createAction", "action");
        await RunAsync(campaign, admin, "Preview");
        await RunAsync(campaign, admin, "Publish", new { actionId });

        var target = (await RunAsync(campaign, volunteer, "Start", new { actionId })).GetProperty("claimContacts").GetProperty("targets")[0];
        var contactId = Id(target, "contact");
        await RunAsync(
            campaign, volunteer, "Send",
            new { targetId = ServedCampaign.Text(target, "id"), version = ServedCampaign.Text(target, "version"), key = "sample-0001" });
        await campaign.WriteBackAsync(contactId, "Yes!");
        var inbox = await RunAsync(campaign, volunteer, "Inbox");
        Assert.Equal(contactId, Id(inbox.GetProperty("inbox").GetProperty("nodes")[0], "contact"));
        await RunAsync(campaign, volunteer, "Reply", new { contactId, key = "sample-0002" });
        await RunAsync(campaign, volunteer, "OptOut", new { contactId });
        await RunAsync(campaign, admin, "Results", new { actionId });
        await using (var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(admin)))
        {
            await socket.SendAsync(new { id = "1", type = "subscribe", payload = new { query = _documents["Live"], operationName = "Live", variables = new { actionId } } });
            Assert.Contains("\"initialMessages\":1", (await socket.ReadAsync()).GetRawText(), StringComparison.Ordinal);
            _run.Add("Live");
        }

        Assert.Empty(_documents.Keys.Except(_run));
    }

    private async Task<JsonElement> RunAsync(ServedCampaign campaign, Actor actor, string operation, object? variables = null)
    {
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", server.TokenFor(actor)) } };
        using var response = await client.PostAsync(server.Url, System.Net.Http.Json.JsonContent.Create(
            new { query = _documents[operation], operationName = operation, variables }));
        var answer = await Answer.ReadAsync(response);
        Assert.False(answer.Json.TryGetProperty("errors", out var errors), $"{operation}: {errors}");
        foreach (var payload in answer.Data.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Object))
        {
            Assert.True(!payload.Value.TryGetProperty("errors", out var refused) || refused.GetArrayLength() == 0, $"{operation}: {refused}");
        }

        _run.Add(operation);
        return answer.Data;
    }

    private static string Id(JsonElement from, params string[] path) =>
        ServedCampaign.Text(path.Aggregate(from, (element, name) => element.GetProperty(name)), "id");
}
