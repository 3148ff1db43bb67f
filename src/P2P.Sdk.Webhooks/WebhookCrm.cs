using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Webhooks;

/// <summary>Any program as a campaign's CRM: what happens is posted to it, in the campaign's own words.</summary>
internal sealed class WebhookCrm(IHttpClientFactory clients, ICampaignStore campaigns, IOptions<WebhookOptions> options, TimeProvider time)
    : ICrm
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "P2P.Webhooks";

    /// <summary>How long to leave a receiver alone that says 429 and not for how long.</summary>
    private static readonly Duration Rest = Duration.FromSeconds(30);

    private static readonly CrmEntryKind[] Results =
        [CrmEntryKind.Texted, CrmEntryKind.WrongNumber, CrmEntryKind.Refused, CrmEntryKind.OptedOut];

    private readonly Dictionary<Guid, WebhookEndpoint> _campaigns =
        options.Value.Campaigns.ToDictionary(campaign => Guid.Parse(campaign.Key), campaign => campaign.Value);

    public string Name => "Webhook";

    public bool Serves(CampaignId campaign) => EndpointOf(campaign) is not null;

    /// <summary>A receiver has no names of its own: it is told in the campaign's.</summary>
    public async Task<Outcome<CrmCatalog>> ReadCatalogAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        var tags = await campaigns.ListTagsAsync(campaign, cancellationToken);
        var fields = await campaigns.ListFieldsAsync(campaign, cancellationToken);
        return new CrmCatalog(
            [.. tags.Where(tag => !Tag.IsOptOut(tag.Name)).Select(tag => new CrmName(Tag.Key(tag.Name), tag.Name))],
            [
                .. fields.Where(field => field.Kind == CustomFieldKind.Selection).Select(field => new CrmQuestion(
                    field.Slug, field.Title, [.. field.Options.Select(option => new CrmName(option, option))])),
            ],
            [.. Results.Select(result => new CrmName(result.ToString(), result.ToString()))]);
    }

    public async Task<CrmAnswer> SendAsync(CrmDelivery delivery, CancellationToken cancellationToken)
    {
        var endpoint = EndpointOf(delivery.Campaign)!;
        var body = WebhookBody.Of(delivery);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Sign(request, endpoint, $"{delivery.Id}", body);
        using var client = clients.CreateClient(Client);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Read(response);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return new CrmAnswer.Later("The receiver did not answer.");
        }
    }

    private void Sign(HttpRequestMessage request, WebhookEndpoint endpoint, string id, byte[] body)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            WebhookSignature.SignatureHeader,
            string.Join(' ', endpoint.Secrets.Select(secret => WebhookSignature.Sign(secret, id, now, body))));
    }

    /// <summary>2xx is taken. 408, 429, 5xx and no answer are tried again; all else is final until an admin sends it again.</summary>
    private CrmAnswer Read(HttpResponseMessage response) => response.StatusCode switch
    {
        _ when response.IsSuccessStatusCode => new CrmAnswer.Done(""),
        HttpStatusCode.TooManyRequests => new CrmAnswer.Later("The receiver asks for fewer requests.", AfterOf(response) ?? Rest),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
            new CrmAnswer.Later($"The receiver answered {(int)response.StatusCode}.", AfterOf(response)),
        HttpStatusCode.Gone => new CrmAnswer.Refused("The receiver says that nothing is taken there any more (410)."),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new CrmAnswer.Refused(
            $"The receiver sent elsewhere ({(int)response.StatusCode}); what is signed for one address goes to no other."),
        _ => new CrmAnswer.Refused($"The receiver answered {(int)response.StatusCode}."),
    };

    private Duration? AfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => Duration.FromTimeSpan(wait),
        { Date: { } date } => Duration.FromTimeSpan(date - time.GetUtcNow()),
        _ => null,
    };

    /// <returns><see langword="null"/> if it has none.</returns>
    private WebhookEndpoint? EndpointOf(CampaignId campaign) =>
        _campaigns.GetValueOrDefault(campaign.Value) ?? (options.Value.Url is null ? null : options.Value);
}
