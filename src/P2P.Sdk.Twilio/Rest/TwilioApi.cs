using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NodaTime;

namespace P2P.Sdk.Twilio.Rest;

/// <summary>Calls Twilio: what makes something once at most, what only reads until it is answered.</summary>
/// <remarks>
/// Only a refusal for its credentials is called again: with the next that are good for now, as it made nothing. Safe for
/// concurrent use.
/// </remarks>
internal sealed class TwilioApi(IHttpClientFactory clients, IOptions<TwilioOptions> options, TimeProvider time)
{
    /// <summary>The client that repeats nothing.</summary>
    public const string Creates = "P2P.Sdk.Twilio.Creates";

    /// <summary>The client that repeats what failed for a reason that passes.</summary>
    public const string Reads = "P2P.Sdk.Twilio.Reads";

    private readonly AuthenticationHeaderValue[] _credentials = [.. Credentials(options.Value).Select(Basic)];
    private int _credential;

    /// <summary>Under the account, such as <c>Messages.json</c>.</summary>
    public string AccountPath(string path) => $"/2010-04-01/Accounts/{options.Value.AccountSid}/{path}";

    /// <exception cref="Exception">There was no whole answer: it may be made or not.</exception>
    public async Task<TwilioAnswer> CreateAsync(
        string path, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var left = _credentials.Length - 1; ; left--)
        {
            var credential = Volatile.Read(ref _credential);
            var answer = await CreateOnceAsync(path, fields, credential, cancellationToken);
            if (answer.Status != HttpStatusCode.Unauthorized || left == 0)
            {
                return answer;
            }

            UseNext(credential);
        }
    }

    /// <exception cref="Exception">Nothing was read.</exception>
    public async Task<JsonElement> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var left = _credentials.Length - 1; ; left--)
        {
            var credential = Volatile.Read(ref _credential);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = _credentials[credential % _credentials.Length];
            using var response = await clients.CreateClient(Reads).SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized || left == 0)
            {
                return response.IsSuccessStatusCode
                    ? await response.Content.ReadJsonAsync(cancellationToken)
                    : throw new TwilioException($"Twilio answered {(int)response.StatusCode} to a look-up.");
            }

            UseNext(credential);
        }
    }

    /// <summary>Every item of a list, on all of its pages.</summary>
    /// <param name="items">The member that holds them, such as <c>messages</c>.</param>
    /// <exception cref="Exception">The list could not be read to its end.</exception>
    public async IAsyncEnumerable<JsonElement> ListAsync(
        string pathAndQuery, string items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        for (var next = pathAndQuery; next.Length > 0;)
        {
            if (!seen.Add(next))
            {
                throw new TwilioException("Twilio's list goes in a circle.");
            }

            var page = await ReadAsync(Address(next), cancellationToken);
            if (page.Find(items) is not { ValueKind: JsonValueKind.Array } array)
            {
                throw new TwilioException($"Twilio's answer has no {items}.");
            }

            foreach (var item in array.EnumerateArray())
            {
                yield return item;
            }

            next = page.Text("next_page_uri");
        }
    }

    private async Task<TwilioAnswer> CreateOnceAsync(
        string path, IReadOnlyList<KeyValuePair<string, string>> fields, int credential, CancellationToken cancellationToken)
    {
        using var form = new FormBody(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = form };
        request.Headers.Authorization = _credentials[credential % _credentials.Length];
        try
        {
            using var response = await clients.CreateClient(Creates).SendAsync(request, cancellationToken);
            return new(
                response.StatusCode,
                await response.Content.ReadJsonAsync(cancellationToken),
                RetryAfter(response.Headers.RetryAfter));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException
            && !form.HasBegun && !cancellationToken.IsCancellationRequested)
        {
            return TwilioAnswer.NotSent; // No connection: refused, no such host, or not within the time.
        }
    }

    /// <summary>Paths only: what Twilio names as the next page stays with the host that has the credentials.</summary>
    private Uri Address(string pathAndQuery) => pathAndQuery is ['/', not '/', ..]
        ? new Uri(options.Value.ApiBaseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/') + pathAndQuery)
        : throw new TwilioException("Twilio's next page is at another host.");

    private Duration? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta is { } delta ? Duration.FromTimeSpan(delta)
        : header?.Date is { } date ? Duration.FromTimeSpan(date - time.GetUtcNow())
        : null;

    private void UseNext(int refused) => Interlocked.CompareExchange(ref _credential, refused + 1, refused);

    private static IEnumerable<(string User, string Password)> Credentials(TwilioOptions options) =>
        options.ApiKeySid is { Length: > 0 } key
            ? [(key, options.ApiKeySecret!)]
            : options.OtherAuthTokens.Prepend(options.AuthToken).Select(token => (options.AccountSid, token));

    private static AuthenticationHeaderValue Basic((string User, string Password) credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Password}")));
}
