using System.Security.Claims;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace TwilioApp;

/// <summary>Whoever makes the request, as P2P knows them at this moment: roles change, and admins stop people.</summary>
internal sealed class CurrentUser
{
    private Actor? _actor;

    /// <summary>What every service of P2P is called with.</summary>
    public Actor Actor => _actor ?? throw new InvalidOperationException("Only for endpoints that require a sign-in.");

    public static async Task FindAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } subject)
        {
            var services = context.RequestServices;
            var campaigns = await services.GetRequiredService<CampaignService>().ListAsync(context.RequestAborted);
            var member = await services.GetRequiredService<JoinService>()
                .FindAsync(campaigns.Single().Id, subject, context.RequestAborted);
            if (member.IsRefused)
            {
                await Answers.Refused(member.Refusals).ExecuteAsync(context);
                return;
            }

            services.GetRequiredService<CurrentUser>()._actor = member.Value.Actor;
        }

        await next(context);
    }
}
