using System.CommandLine;
using P2P.GraphQL.Authentication;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.GraphQL.Hosting;

/// <summary><c>campaign create</c>: makes a campaign with its first admin (USR-3). 0: it is made; 1: it is not.</summary>
internal static class CampaignCommand
{
    private static readonly Option<string> Name = new("--name")
    {
        Description = "The campaign's name: 1 to 200 characters.",
        Required = true,
    };

    private static readonly Option<string?> JoinCode = new("--join-code")
    {
        Description = "What volunteers type to join: 4 to 40 letters, digits and hyphens, such as RENT24. Default: one is made up.",
    };

    private static readonly Option<string> AdminFirstName = new("--admin-first-name")
    {
        Description = "The first admin's first name, as contacts read it.",
        Required = true,
    };

    private static readonly Option<string> AdminLastName = new("--admin-last-name")
    {
        Description = "The first admin's last name.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string?> AdminSubject = new("--admin-subject")
    {
        Description = "Who signs in as the admin: the token's subject (claim sub) at the OpenID provider. Default: an invitation is "
            + "printed, by which the admin becomes that user; in Development, where the server signs tokens itself, a token.",
    };

    private static readonly Option<int> Numbers = new("--numbers")
    {
        Description = "How many numbers to get from the carrier to text from: 0 to 1,000. Default: none.",
        DefaultValueFactory = _ => 0,
    };

    public static Command Create()
    {
        var create = new Command("create", "Makes a campaign with its first admin, and prints what people join it by.");
        foreach (var option in new Option[] { Name, JoinCode, AdminFirstName, AdminLastName, AdminSubject, Numbers })
        {
            create.Options.Add(option);
        }

        DatabaseOptions.AddTo(create);
        create.SetAction((parsed, cancellationToken) => StartFailure.ExplainedAsync(() => RunAsync(
            DatabaseOptions.Read(parsed),
            new(
                parsed.GetRequiredValue(Name), parsed.GetValue(JoinCode), parsed.GetRequiredValue(AdminFirstName),
                parsed.GetRequiredValue(AdminLastName), parsed.GetValue(AdminSubject), parsed.GetRequiredValue(Numbers)),
            Console.Out,
            cancellationToken)));
        var campaign = new Command("campaign", "Makes campaigns.");
        campaign.Subcommands.Add(create);
        return campaign;
    }

    public static async Task<int> RunAsync(
        ServerOptions options, NewCampaign asked, TextWriter to, CancellationToken cancellationToken)
    {
        await using var app = ServerHost.Build(options with { MakesCampaign = false });
        if (app.Services.GetService<DatabaseSchema>() is not { } schema)
        {
            throw new StartRefusedException("What is made in memory is gone with this command: name a --database or --postgres.");
        }

        if (await schema.PendingAsync(cancellationToken) is { Count: > 0 } pending)
        {
            throw new StartRefusedException($"The database lacks {pending.Count} migration(s): run migrate first.");
        }

        var campaigns = app.Services.GetRequiredService<CampaignService>();
        var campaign = new Campaign { Id = CampaignId.New(), Name = asked.Name, JoinCode = asked.JoinCode ?? CampaignService.NewJoinCode() };
        var admin = Done(await campaigns.CreateAsync(campaign, asked.Admin, cancellationToken));
        await to.WriteLineAsync($"Campaign {campaign.Id} is made. Volunteers join by {campaign.JoinCode}.");
        if (asked.Numbers > 0)
        {
            Done(await campaigns.GetNumbersAsync(admin, asked.Numbers, cancellationToken));
            await to.WriteLineAsync($"It has {asked.Numbers} number(s) to text from.");
        }

        await to.WriteLineAsync(await SignInAsync(app.Services, admin, asked, cancellationToken));
        return 0;
    }

    /// <returns>How the admin signs in.</returns>
    private static async Task<string> SignInAsync(
        IServiceProvider services, Actor admin, NewCampaign asked, CancellationToken cancellationToken)
    {
        var tokens = services.GetService<DevelopmentTokens>();
        if (asked.AdminSubject is { } subject)
        {
            return tokens is null
                ? "The admin signs in at the provider as the subject that was named."
                : $"The admin's token: {tokens.Issue(subject, admin.Campaign, DevelopmentTokens.Lifetime)}";
        }

        if (tokens is not null)
        {
            return $"The admin's token: {tokens.Issue(admin, DevelopmentTokens.Lifetime)}";
        }

        var invitations = services.GetRequiredService<InvitationService>();
        var made = Done(await invitations.CreateAsync(
            admin, new InvitationInput { User = admin.User, Role = Role.Admin }, cancellationToken));
        return $"The admin signs in at the provider and joins (joinCampaign) by this code, once, until {made.Invitation.ExpiresAt:uuuu-MM-dd}: {made.Token}";
    }

    private static T Done<T>(Outcome<T> outcome)
        where T : class => outcome.IsRefused
        ? throw new StartRefusedException(string.Join(Environment.NewLine, outcome.Refusals.Select(refusal => refusal.Message)))
        : outcome.Value;
}

/// <summary>What <c>campaign create</c> was told.</summary>
internal sealed record NewCampaign(
    string Name, string? JoinCode, string AdminFirstName, string AdminLastName, string? AdminSubject, int Numbers)
{
    public User Admin => new()
    {
        Id = UserId.New(),
        Subject = AdminSubject ?? "",
        FirstName = AdminFirstName,
        LastName = AdminLastName,
    };
}
