using P2P.TwilioStandIn.Requests;

namespace P2P.TwilioStandIn.Webhooks;

/// <summary>Calls webhooks, signed, and again where no 2xx comes.</summary>
internal sealed class Caller(StandInOptions options, Credentials credentials, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) }; // The service's limit.
    private int _pending;

    /// <summary>How many webhooks and events are not dealt with yet.</summary>
    public int Pending => _pending;

    public CancellationToken Stopped => _stopped.Token;

    /// <summary>Runs what happens to a text, and counts it as pending until it has.</summary>
    public void Run(Func<Task> happenings)
    {
        Interlocked.Increment(ref _pending);
        _ = Task.Run(async () =>
        {
            try
            {
                await happenings();
            }
            catch (OperationCanceledException)
            {
                // The stand-in stops.
            }
            finally
            {
                Interlocked.Decrement(ref _pending);
            }
        });
    }

    public Task WaitAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, Stopped);

    /// <returns>The last answer's status; 0: none came.</returns>
    public async Task<int> CallAsync(string url, IReadOnlyDictionary<string, string> fields)
    {
        for (var tried = 0; ; tried++)
        {
            var answer = await TryAsync(url, fields);
            if (answer is >= 200 and < 300 || tried >= options.Retries)
            {
                return answer;
            }

            await WaitAsync(options.RetryEvery);
        }
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _http.Dispose();
        _stopped.Dispose();
    }

    private async Task<int> TryAsync(string url, IReadOnlyDictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Twilio-Signature", Signature.Of(credentials.AuthToken, url, fields));
        request.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
        try
        {
            using var response = await _http.SendAsync(request, Stopped);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
        catch (OperationCanceledException) when (!Stopped.IsCancellationRequested)
        {
            return 0; // Its 15 seconds are over.
        }
    }
}
