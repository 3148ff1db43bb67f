using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Van.Rest;

/// <summary>Calls VAN. No answer is an answer too, and no call is repeated here: the outbox does that.</summary>
internal sealed class VanApi(IHttpClientFactory clients, IOptions<VanOptions> options, TimeProvider time)
{
    public const string Client = "P2P.Sdk.Van";

    private readonly Dictionary<CampaignId, VanAccount> _accounts = options.Value.Campaigns.ToDictionary(
        campaign => new CampaignId(Guid.Parse(campaign.Key)), campaign => campaign.Value);

    public bool HasAccount(CampaignId campaign) => Account(campaign).ApiKey.Length > 0;

    /// <param name="path">After <c>/v4/</c>.</param>
    public Task<VanReply> GetAsync(CampaignId campaign, string path, CancellationToken cancellationToken) =>
        SendAsync(campaign, HttpMethod.Get, path, null, cancellationToken);

    /// <inheritdoc cref="GetAsync"/>
    public Task<VanReply> PostAsync(
        CampaignId campaign, string path, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            write(writer);
        }

        var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(campaign, HttpMethod.Post, path, content, cancellationToken);
    }

    private async Task<VanReply> SendAsync(
        CampaignId campaign, HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(options.Value.ApiBaseAddress, $"/v4/{path}")) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Credentials(Account(campaign)));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, cancellationToken);
            return new(
                response.StatusCode, await ReadAsync(response.Content, cancellationToken), response.Headers.Location,
                RetryAfter(response.Headers.RetryAfter));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return VanReply.None; // Whether it was taken, nobody knows: it is sent again.
        }
    }

    private VanAccount Account(CampaignId campaign) => _accounts.GetValueOrDefault(campaign) ?? options.Value;

    private static string Credentials(VanAccount account) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{account.ApplicationName}:{account.ApiKey}|{(int)account.Database}"));

    /// <summary>In seconds or as a time.</summary>
    private Duration? RetryAfter(RetryConditionHeaderValue? header) =>
        (header?.Delta ?? (header?.Date - time.GetUtcNow())) is { } wait
            ? Duration.Max(Duration.FromTimeSpan(wait), Duration.Zero)
            : null;

    private static async Task<JsonElement> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using var json = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken));
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
