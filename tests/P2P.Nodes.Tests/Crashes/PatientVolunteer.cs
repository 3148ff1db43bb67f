using System.Text.Json;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Texts until nothing is left, whatever happens to the server meanwhile: asks again with the same key.</summary>
internal sealed class PatientVolunteer(PatientClient client)
{
    private readonly HashSet<string> _pressed = [];

    /// <summary>How many presses of Send were answered with a message.</summary>
    public int Sent { get; private set; }

    /// <summary>How many texts it sends side by side. Default 1.</summary>
    public int AtOnce { get; init; } = 1;

    /// <param name="pause">Milliseconds between two texts, or as many of them as go side by side.</param>
    public async Task TextAllAsync(string action, int pause, CancellationToken cancellationToken)
    {
        while (true)
        {
            var claim = await client.MutateAsync(
                "claimContacts", "ClaimContactsInput", new { actionId = action }, "targets { id version contact { id } }", cancellationToken);
            var targets = claim.GetProperty("targets") is { ValueKind: JsonValueKind.Array } given ? given.EnumerateArray().ToList() : [];
            if (targets.TrueForAll(target => _pressed.Contains(Text(target, "id"))))
            {
                return;
            }

            foreach (var together in targets.Chunk(AtOnce))
            {
                await Task.WhenAll(together.Select(target => SendAsync(target, cancellationToken)));
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    /// <summary>Answers everybody who waits for it, once.</summary>
    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var inbox = await client.AskAsync(
            "{ inbox(first: 50, filter: NEEDS_ATTENTION) { nodes { contact { id } messages(last: 1) { nodes { id } } } } }",
            cancellationToken: cancellationToken);
        foreach (var conversation in inbox.GetProperty("inbox").GetProperty("nodes").EnumerateArray())
        {
            var contact = Text(conversation.GetProperty("contact"), "id");
            var last = Text(conversation.GetProperty("messages").GetProperty("nodes")[0], "id");
            await client.MutateAsync(
                "sendReply", "SendReplyInput",
                new { contactId = contact, text = CrashWorld.FollowUp, idempotencyKey = KeyOf(last) },
                "message { id }", cancellationToken);
        }
    }

    private async Task SendAsync(JsonElement target, CancellationToken cancellationToken)
    {
        var id = Text(target, "id");
        _pressed.Add(id); // Before anything is awaited, so one after another.
        var payload = await client.MutateAsync(
            "sendInitialMessage", "SendInitialMessageInput",
            new { targetId = id, version = Text(target, "version"), idempotencyKey = KeyOf(id) },
            "message { id }", cancellationToken);
        if (payload.GetProperty("message").ValueKind == JsonValueKind.Object)
        {
            Sent++;
        }
    }

    // 8 to 64 of A-Z a-z 0-9 _ -.
    private static string KeyOf(string id) => ("key-" + id)[..Math.Min(64, id.Length + 4)];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
