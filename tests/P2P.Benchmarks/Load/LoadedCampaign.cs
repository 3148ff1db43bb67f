using System.Text;
using P2P.Benchmarks.Load.Http;
using P2P.Sdk;

namespace P2P.Benchmarks.Load;

/// <summary>The campaign under load: contacts of Chicago imported, an action published, all through the server.</summary>
/// <param name="Action">Its id.</param>
internal sealed record LoadedCampaign(Actor Admin, string Action)
{
    /// <summary>What users were given to text, each with its user's token; taken from the front.</summary>
    public Queue<ClaimedTarget> Claimed { get; } = [];

    private int _bare;

    /// <summary>Numbers for the rows of the bare send: one after another, as targets are texted one after another.</summary>
    public int NextBare() => _bare++;

    public static async Task<LoadedCampaign> PublishAsync(LoadSystem system, Actor admin, int contacts)
    {
        var import = await ImportAsync(system, admin, "Tenants", 0, contacts);
        var created = await system.AskAsync(
            admin,
            "mutation($input: CreateActionInput!) { createAction(input: $input) { action { id } errors { code message } } }",
            new
            {
                input = new
                {
                    title = "Rent meeting",
                    listId = import.List,
                    initialScripts = new[]
                    {
                        new { name = "A", text = "Hi {{first_name}}, this is {{user.first_name}} with {{campaign.name}}. Will you come on Sunday? Reply STOP to opt out" },
                    },
                },
            });
        var action = created.GetProperty("createAction").GetProperty("action").GetProperty("id").GetString()!;
        await system.AskAsync(
            admin, "mutation($id: ID!) { publishAction(input: { actionId: $id }) { action { state } errors { code message } } }", new { id = action });
        return new(admin, action);
    }

    /// <summary>Imports people of Chicago by the streamed endpoint, and waits until all are merged.</summary>
    /// <param name="first">The first number; each next one is one higher.</param>
    public static async Task<(string List, TimeSpan Elapsed)> ImportAsync(LoadSystem system, Actor admin, string list, int first, int count)
    {
        var csv = new StringBuilder("phone,first_name,last_name\n");
        for (var i = first; i < first + count; i++)
        {
            csv.Append($"+1312{2_000_000 + i},Ana{i},Lopez\n");
        }

        var request = HttpRequest.Post($"/imports/{list}", "text/csv", Encoding.ASCII.GetBytes(csv.ToString()), system.TokenFor(admin));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var connection = await HttpConnection.OpenAsync(system.Server.Root);
        var (status, body) = await connection.ExchangeAsync(request);
        if (status != 202)
        {
            throw new InvalidOperationException($"The import was answered {status}: {Encoding.UTF8.GetString(body.Span)}");
        }

        using var answer = System.Text.Json.JsonDocument.Parse(body);
        var id = answer.RootElement.GetProperty("contactImport").GetProperty("id").GetString();
        while (true)
        {
            var node = (await system.AskAsync(
                admin, "query($id: ID!) { node(id: $id) { ... on ContactImport { state created list { id } } } }", new { id })).GetProperty("node");
            switch (node.GetProperty("state").GetString())
            {
                case "DONE" when node.GetProperty("created").GetInt32() == count:
                    return (node.GetProperty("list").GetProperty("id").GetString()!, watch.Elapsed);
                case "FAILED" or "DONE":
                    throw new InvalidOperationException($"The import came to {node}.");
            }

            await Task.Delay(20);
        }
    }
}

/// <param name="Token">Of the user who holds it.</param>
internal sealed record ClaimedTarget(string Token, string Id, string Version);
