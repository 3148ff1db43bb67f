using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Twilio.Webhooks;

namespace Microsoft.AspNetCore.Builder;

public static class TwilioWebhookEndpoints
{
    /// <summary>Takes Twilio's webhooks at <c>/webhooks/twilio/inbound</c> (texts that contacts write) and
    /// <c>/webhooks/twilio/status</c> (how far ours have come). Their signature is their authorization.</summary>
    public static IEndpointConventionBuilder MapTwilioWebhooks(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var webhooks = endpoints.ServiceProvider.GetRequiredService<TwilioWebhooks>();
        var group = endpoints.MapGroup("").WithMetadata(new AllowAnonymousAttribute()).ExcludeFromDescription();
        group.MapPost(WebhookAddress.Inbound, (RequestDelegate)webhooks.InboundAsync);
        group.MapPost(WebhookAddress.Status, (RequestDelegate)webhooks.StatusAsync);
        return group;
    }
}
