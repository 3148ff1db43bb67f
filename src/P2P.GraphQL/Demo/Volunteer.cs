using System.Text.Json;
using NodaTime;
using P2P.GraphQL.Demo.Clients;
using P2P.GraphQL.Demo.Screens;

namespace P2P.GraphQL.Demo;

/// <summary>A simulated volunteer at a simulated front end: claims, sends, answers and reports, through GraphQL alone.</summary>
/// <param name="pause">Between two texts, on the wall's clock, on average.</param>
internal sealed class Volunteer(
    string name, GraphQLClient client, string action, IReadOnlyDictionary<AnswerKind, string> scripts, TimeSpan pause, int seed,
    IClock clock, DemoScreen screen) : IDisposable
{
    /// <summary>Every so many texts the button is pressed twice, as people do: the same key sends once.</summary>
    private const int DoublePress = 25;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly Random _random = new(seed);
    private readonly SemaphoreSlim _inboxChanged = new(1);
    private readonly Queue<JsonElement> _bucket = [];
    private int _presses;

    /// <summary>There was nothing left to claim when they last asked: neither now nor later.</summary>
    public bool IsDone { get; private set; }

    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        var listening = ListenAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (_inboxChanged.CurrentCount > 0)
            {
                await _inboxChanged.WaitAsync(cancellationToken);
                await AnswerAllAsync(cancellationToken);
            }
            else if (_bucket.TryDequeue(out var target))
            {
                await SendAsync(target, cancellationToken);
            }
            else if (!await ClaimAsync(cancellationToken) && await _inboxChanged.WaitAsync(LookAgain, cancellationToken))
            {
                _inboxChanged.Release();
            }
        }

        await listening;
    }

    public void Dispose() => _inboxChanged.Dispose();

    /// <returns>Whether there is something to send.</returns>
    private async Task<bool> ClaimAsync(CancellationToken cancellationToken)
    {
        var claim = (await client.SendAsync(DemoDocuments.Claim, new { action }, cancellationToken)).GetProperty("claimContacts");
        foreach (var target in claim.GetProperty("targets").EnumerateArray())
        {
            _bucket.Enqueue(target);
        }

        IsDone = _bucket.Count == 0
            && claim.GetProperty("assigned").GetInt32() == 0
            && claim.GetProperty("opensLater").GetArrayLength() == 0;
        return _bucket.Count > 0;
    }

    private async Task SendAsync(JsonElement target, CancellationToken cancellationToken)
    {
        var press = new
        {
            target = target.GetProperty("id").GetString(),
            version = target.GetProperty("version").GetString(),
            key = Guid.CreateVersion7().ToString("N"),
        };
        var presses = ++_presses % DoublePress == 0 ? 2 : 1;
        await Task.WhenAll(Enumerable.Range(0, presses).Select(_ => client.SendAsync(DemoDocuments.SendInitial, press, cancellationToken)));
        await Task.Delay(pause * (0.5 + _random.NextDouble()), cancellationToken);
    }

    private async Task AnswerAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var data = await client.SendAsync(DemoDocuments.Inbox, null, cancellationToken);
            var waiting = data.GetProperty("inbox").GetProperty("nodes").EnumerateArray().ToList();
            foreach (var conversation in waiting)
            {
                await AnswerAsync(conversation, cancellationToken);
            }

            if (waiting.Count == 0)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(JsonElement conversation, CancellationToken cancellationToken)
    {
        var messages = conversation.GetProperty("messages").GetProperty("nodes").EnumerateArray().ToList();
        if (messages.FindLast(m => m.GetProperty("direction").GetString() == "INBOUND") is not { ValueKind: JsonValueKind.Object } last)
        {
            return;
        }

        var contact = conversation.GetProperty("contact").GetProperty("id").GetString()!;
        var theirs = last.GetProperty("text").GetString()!;
        var kind = Answer.To(theirs);
        var done = kind switch
        {
            AnswerKind.OptOut => await OptOutAsync(contact, cancellationToken),
            AnswerKind.NoReplyNeeded => await ReportAsync(contact, "Do Not Text", cancellationToken),
            _ => await ReplyAsync(contact, scripts[kind], cancellationToken),
        };
        screen.Tell(clock.GetCurrentInstant(), name, theirs, done);
        if (kind == AnswerKind.ThankYou)
        {
            await ReportAsync(contact, "Will Vote", cancellationToken);
        }

        await Task.Delay(pause * 0.5 * _random.NextDouble(), cancellationToken);
    }

    private async Task<string> ReplyAsync(string contact, string script, CancellationToken cancellationToken)
    {
        var data = await client.SendAsync(
            DemoDocuments.Reply, new { contact, script, key = Guid.CreateVersion7().ToString("N") }, cancellationToken);
        var payload = data.GetProperty("sendReply");
        if (payload.GetProperty("message") is { ValueKind: JsonValueKind.Object } message)
        {
            return message.GetProperty("text").GetString()!;
        }

        // Night fell, say: what cannot be answered now is noted, so that it does not wait for ever.
        await ReportAsync(contact, null, cancellationToken);
        return $"({payload.GetProperty("errors")[0].GetProperty("message").GetString()})";
    }

    private async Task<string> OptOutAsync(string contact, CancellationToken cancellationToken)
    {
        await client.SendAsync(DemoDocuments.OptOut, new { contact }, cancellationToken);
        return "(opted out by hand)";
    }

    private async Task<string> ReportAsync(string contact, string? tag, CancellationToken cancellationToken)
    {
        string[] tags = tag is null ? [] : [tag];
        await client.SendAsync(DemoDocuments.Report, new { contact, action, tags }, cancellationToken);
        return "(no answer needed)";
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in GraphQLSubscription.OpenAsync(client, DemoDocuments.InboxChanged, null, cancellationToken))
            {
                if (_inboxChanged.CurrentCount == 0)
                {
                    _inboxChanged.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The demo is over.
        }
    }
}
