using System.Text;
using Microsoft.Extensions.DependencyInjection;
using P2P.Benchmarks.Load.Http;
using P2P.Sdk;
using P2P.Sdk.Actions;

namespace P2P.Benchmarks.Load;

/// <summary>The campaign under load: contacts of Chicago imported, an action published, all through the server.</summary>
/// <param name="Action">Its id.</param>
internal sealed record LoadedCampaign(Actor Admin, string Action)
{
    /// <summary>What users were given to text, each with its user's token; taken from the front.</summary>
    public Queue<ClaimedTarget> Claimed { get; } = [];

    /// <summary>Tokens of users who have sent texts.</summary>
    public HashSet<string> Texters { get; } = [];

    private int _bare;

    /// <summary>Numbers for the rows of the bare send: one after another, as targets are texted one after another.</summary>
    public int NextBare() => _bare++;

    /// <returns>The campaign, and how long the import took.</returns>
    public static async Task<(LoadedCampaign Campaign, TimeSpan Imported)> PublishAsync(LoadSystem system, Actor admin, int contacts)
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
        await PublishAsync(system, admin, action);
        return (new(admin, action), import.Elapsed);
    }

    /// <summary>By the SDK: it makes a target of every contact, which is not what is measured here.</summary>
    private static async Task PublishAsync(LoadSystem system, Actor admin, string action)
    {
        var id = await Sql.GuidAsync(system.Database, "SELECT action_id FROM actions WHERE campaign_id = $1", admin.Campaign.Value);
        var published = await system.Services.GetRequiredService<PublishingService>().PublishAsync(admin, new(id), Visibility.Public, null);
        if (published.IsRefused)
        {
            throw new InvalidOperationException($"{action} cannot be published: {published.Refusals[0].Message}");
        }
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
