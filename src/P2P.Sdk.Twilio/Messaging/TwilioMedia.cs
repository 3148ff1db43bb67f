using System.Net;
using Microsoft.Extensions.Options;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Twilio.Rest;

namespace P2P.Sdk.Twilio.Messaging;

/// <summary>What contacts sent, from our own account at Twilio and from nowhere else: the credentials go along.</summary>
internal sealed class TwilioMedia(TwilioApi api, IOptions<TwilioOptions> options) : IMediaSource
{
    public async Task<MediaContent?> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var told) ? told.PathAndQuery : "";
        if (!path.StartsWith($"/2010-04-01/Accounts/{options.Value.AccountSid}/Messages/", StringComparison.Ordinal))
        {
            return null;
        }

        var response = await api.OpenAsync(api.Address(path), cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return new(await response.Content.ReadAsStreamAsync(cancellationToken), $"{response.Content.Headers.ContentType}");
        }

        using (response)
        {
            return response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone
                ? null
                : throw new TwilioException($"Twilio answered {(int)response.StatusCode} to a file's address.");
        }
    }
}
