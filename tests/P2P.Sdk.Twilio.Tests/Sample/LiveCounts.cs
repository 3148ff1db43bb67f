using System.Net.ServerSentEvents;
using System.Text.Json;

namespace P2P.Sdk.Twilio.Tests.Sample;

/// <summary>Counts as they come over an open connection.</summary>
internal sealed class LiveCounts(Stream stream) : IDisposable
{
    private readonly IAsyncEnumerator<SseItem<string>> _items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();

    public async Task UntilAsync(Func<JsonElement, bool> isSo)
    {
        do
        {
            Assert.True(await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)), "The counts ended.");
        }
        while (!isSo(JsonElement.Parse(_items.Current.Data)));
    }

    public void Dispose() => stream.Dispose();
}
