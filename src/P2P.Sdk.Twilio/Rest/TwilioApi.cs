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

    private const int MostRedirects = 3;

    private readonly AuthenticationHeaderValue[] _credentials = [.. Credentials(options.Value).Select(Basic)];
    private int _credential;

    /// <param name="pathAndQuery">Under the account, such as <c>Messages.json</c>.</param>
    public Uri Account(string pathAndQuery) => Address($"/2010-04-01/Accounts/{options.Value.AccountSid}/{pathAndQuery}");

    /// <summary>Paths only: what Twilio names as the next page stays with the host that has the credentials.</summary>
    public Uri Address(string pathAndQuery, TwilioHost host = TwilioHost.Api) => pathAndQuery is ['/', not '/', ..]
        ? new Uri(Base(options.Value.ApiBaseAddress, host) + pathAndQuery)
        : throw new TwilioException("Twilio's next page is at another host.");

    /// <exception cref="Exception">There was no whole answer: it may be made or not.</exception>
    public async Task<TwilioAnswer> CreateAsync(
        Uri address, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var left = _credentials.Length - 1; ; left--)
        {
            var credential = Volatile.Read(ref _credential);
            var answer = await CreateOnceAsync(address, fields, credential, cancellationToken);
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
        using var response = await CallAsync(HttpMethod.Get, address, cancellationToken);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadJsonAsync(cancellationToken)
            : throw new TwilioException($"Twilio answered {(int)response.StatusCode} to a look-up.");
    }

    /// <summary>Opens a file, whose body is not read yet. Twilio sends on to where it stores files, by an address that is good for
    /// a while and for anybody; the credentials do not go there.</summary>
    /// <returns>To be disposed, whatever its status.</returns>
    public async Task<HttpResponseMessage> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var response = await CallAsync(HttpMethod.Get, address, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        for (var left = MostRedirects; left > 0 && (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next; left--)
        {
            response.Dispose();
            var target = new Uri(address, next);
            if (target.Scheme != Uri.UriSchemeHttps && target.Authority != address.Authority)
            {
                throw new TwilioException("Twilio sent on to an address that is not encrypted.");
            }

            response = await clients.CreateClient(Reads).GetAsync(target, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            address = target;
        }

        return response;
    }

    /// <summary>Deletes something; what is gone already is deleted.</summary>
    /// <exception cref="Exception">It may be deleted or not; it can be tried again.</exception>
    public async Task DeleteAsync(Uri address, CancellationToken cancellationToken)
    {
        using var response = await CallAsync(HttpMethod.Delete, address, cancellationToken);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound)
        {
            throw new TwilioException($"Twilio answered {(int)response.StatusCode}, and did not delete.");
        }
    }

    /// <summary>Every item of a list, on all of its pages.</summary>
    /// <param name="items">The member that holds them, such as <c>messages</c>.</param>
    /// <exception cref="Exception">The list could not be read to its end.</exception>
    public async IAsyncEnumerable<JsonElement> ListAsync(
        Uri first, string items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<Uri>();
        for (var next = first; next is not null;)
        {
            if (!seen.Add(next))
            {
                throw new TwilioException("Twilio's list goes in a circle.");
            }

            var page = await ReadAsync(next, cancellationToken);
            if (page.Find(items) is not { ValueKind: JsonValueKind.Array } array)
            {
                throw new TwilioException($"Twilio's answer has no {items}.");
            }

            foreach (var item in array.EnumerateArray())
            {
                yield return item;
            }

            next = page.Text("next_page_uri") is { Length: > 0 } more ? Address(more) : null;
        }
    }

    /// <summary>Calls what may be called twice.</summary>
    private async Task<HttpResponseMessage> CallAsync(
        HttpMethod method, Uri address, CancellationToken cancellationToken,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        for (var left = _credentials.Length - 1; ; left--)
        {
            var credential = Volatile.Read(ref _credential);
            using var request = new HttpRequestMessage(method, address);
            request.Headers.Authorization = _credentials[credential % _credentials.Length];
            var response = await clients.CreateClient(Reads).SendAsync(request, completion, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized || left == 0)
            {
                return response;
            }

            response.Dispose();
            UseNext(credential);
        }
    }

    private async Task<TwilioAnswer> CreateOnceAsync(
        Uri address, IReadOnlyList<KeyValuePair<string, string>> fields, int credential, CancellationToken cancellationToken)
    {
        using var form = new FormBody(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
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

    // Whatever is no host of Twilio's stands for all of them.
    private static string Base(Uri api, TwilioHost host)
    {
        var address = new UriBuilder(api.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        if (address.Host.StartsWith("api.", StringComparison.Ordinal) && address.Host.EndsWith(".twilio.com", StringComparison.Ordinal))
        {
            address.Host = $"{host}{address.Host["api".Length..]}".ToLowerInvariant();
        }

        return address.Uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

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
