using System.Text.Json;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Texts until nothing is left, whatever happens to the server meanwhile: asks again with the same key.</summary>
internal sealed class PatientVolunteer(PatientClient client)
{
    private readonly HashSet<string> _pressed = [];

    /// <summary>How many presses of Send were answered with a message.</summary>
    public int Sent { get; private set; }

    /// <param name="pause">Milliseconds between two texts.</param>
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

            foreach (var target in targets)
            {
                await SendAsync(target, cancellationToken);
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
        _pressed.Add(id);
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
