using System.Collections.Concurrent;
using System.Text.Json;

namespace P2P.Nodes.Tests;

/// <summary>Claims and texts until nothing is left, on the first server of theirs that answers.</summary>
/// <param name="servers">In the order to turn to.</param>
public sealed class Volunteer(string token, params IReadOnlyList<Uri> servers)
{
    private int _server;

    /// <summary>Targets that this volunteer was given, by id.</summary>
    public ConcurrentDictionary<string, bool> Claimed { get; } = [];

    /// <summary>Targets that a server said were texted.</summary>
    public int Sent { get; private set; }

    /// <param name="sent">Called after each text that a server acknowledged.</param>
    public async Task TextAllAsync(string action, Action sent)
    {
        while (await ClaimAsync(action) is { Count: > 0 } targets)
        {
            foreach (var target in targets)
            {
                await TextAsync(target, sent);
            }
        }
    }

    /// <returns>None when all have been taken.</returns>
    private async Task<IReadOnlyList<JsonElement>> ClaimAsync(string action)
    {
        var payload = await AskAsync(client => client.MutateAsync(
            "claimContacts", "ClaimContactsInput", new { actionId = action }, "targets { id version }"));
        Assert.All(
            payload.GetProperty("errors").EnumerateArray(),
            error => Assert.Equal("NO_REMAINING_CONTACTS", error.GetProperty("code").GetString()));
        return [.. payload.GetProperty("targets").EnumerateArray()];
    }

    private async Task TextAsync(JsonElement target, Action sent)
    {
        var id = target.GetProperty("id").GetString()!;
        Claimed[id] = true;
        var input = new
        {
            targetId = id,
            version = target.GetProperty("version").GetString(),
            idempotencyKey = $"first-{id}", // The same again where no answer came.
        };
        var payload = await AskAsync(client => client.MutateAsync(
            "sendInitialMessage", "SendInitialMessageInput", input, "message { id }"));
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, payload.ToString());
        Sent++;
        sent();
    }

    /// <summary>How often a server was too busy to answer, and was asked the same again.</summary>
    public int Timeouts { get; private set; }

    /// <summary>Asks; where the server is gone, asks the next the same.</summary>
    private async Task<JsonElement> AskAsync(Func<GraphQLClient, Task<JsonElement>> ask)
    {
        while (true)
        {
            using var client = new GraphQLClient(servers[_server], token);
            try
            {
                return await ask(client);
            }
            catch (HttpRequestException) when (_server < servers.Count - 1)
            {
                _server++;
            }
            catch (TimeoutException)
            {
                Timeouts++;
            }
        }
    }
}
