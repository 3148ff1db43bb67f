using System.CommandLine;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Hosting.Commands;

/// <summary>The campaign that a command is about, and the admin in whose name it acts.</summary>
internal static class CommandCampaign
{
    public static Option<string?> Option { get; } = new("--campaign")
    {
        Description = "The campaign: its join code or its id. Default: the only one.",
    };

    /// <exception cref="StartRefusedException">There is no such campaign, or nothing that it could be found in.</exception>
    public static async Task<Campaign> FindAsync(WebApplication app, string? named, CancellationToken cancellationToken)
    {
        if (app.Services.GetService<DatabaseSchema>() is not { } schema)
        {
            throw new StartRefusedException("In memory there is no campaign: name a --database or --postgres.");
        }

        if (await schema.PendingAsync(cancellationToken) is { Count: > 0 } pending)
        {
            throw new StartRefusedException($"The database lacks {pending.Count} migration(s): run migrate first.");
        }

        var all = await app.Services.GetRequiredService<CampaignService>().ListAsync(cancellationToken);
        return (named, all) switch
        {
            (null, [var only]) => only,
            (null, []) => throw new StartRefusedException("There is no campaign yet: make one by campaign create."),
            (null, _) => throw new StartRefusedException($"There are {all.Count} campaigns: say which by --campaign."),
            _ => all.FirstOrDefault(campaign => Is(campaign, named))
                ?? throw new StartRefusedException($"There is no campaign with the join code or id {named}."),
        };
    }

    /// <returns>The admin who has been one for longest.</returns>
    public static async Task<Actor> AdminOfAsync(WebApplication app, Campaign campaign, CancellationToken cancellationToken)
    {
        var process = new Actor(campaign.Id, default, Role.Admin); // The process itself may see whom it acts for.
        var users = await app.Services.GetRequiredService<CampaignService>().ListUsersAsync(process, cancellationToken);
        return users.OrderBy(user => user.Id.Value).FirstOrDefault(user => user is { Role: Role.Admin, IsFrozen: false, IsRemoved: false }) is { } admin
            ? new Actor(campaign.Id, admin.Id, Role.Admin)
            : throw new StartRefusedException("The campaign has no admin.");
    }

    /// <exception cref="StartRefusedException">It was refused.</exception>
    public static T Done<T>(Outcome<T> outcome)
        where T : class => outcome.IsRefused
        ? throw new StartRefusedException(string.Join(Environment.NewLine, outcome.Refusals.Select(refusal => refusal.Message)))
        : outcome.Value;

    private static bool Is(Campaign campaign, string named) =>
        campaign.JoinCode.Equals(named, StringComparison.OrdinalIgnoreCase)
        || (Guid.TryParse(named, out var id) ? new CampaignId(id) : NodeId.Campaign(named)) == campaign.Id;
}
