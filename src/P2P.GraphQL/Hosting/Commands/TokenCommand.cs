using System.CommandLine;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Hosting.Commands;

/// <summary><c>token</c>: prints a token of Development's own. 0: it is printed; 1: it is not.</summary>
internal static class TokenCommand
{
    private static readonly Option<string?> User = new("--user")
    {
        Description = "A user's id, such as usr_... Default: the campaign's first admin.",
    };

    private static readonly Option<string?> Subject = new("--subject")
    {
        Description = "Somebody who signed in, instead of a user: what their token's claim sub would say.",
    };

    private static readonly Option<int> Days = new("--days")
    {
        Description = "How long it is good: 1 to 365 days.",
        DefaultValueFactory = _ => 1,
    };

    static TokenCommand() => Days.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is < 1 or > 365)
        {
            result.AddError("--days is from 1 to 365.");
        }
    });

    public static Command Create()
    {
        var command = new Command("token", "Prints a token to try things with. In Development only: elsewhere the OpenID provider issues them.");
        foreach (var option in new Option[] { CommandCampaign.Option, User, Subject, Days })
        {
            command.Options.Add(option);
        }

        DatabaseOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => StartFailure.ExplainedAsync(() => RunAsync(
            DatabaseOptions.Read(parsed), parsed.GetValue(CommandCampaign.Option), parsed.GetValue(User), parsed.GetValue(Subject),
            parsed.GetValue(Days), Console.Out, cancellationToken)));
        return command;
    }

    public static async Task<int> RunAsync(
        ServerOptions options, string? campaign, string? user, string? subject, int days, TextWriter to, CancellationToken cancellationToken)
    {
        await using var app = ServerHost.Build(options with { MakesCampaign = false });
        if (app.Services.GetService<DevelopmentTokens>() is not { } tokens)
        {
            throw new StartRefusedException("Tokens come from the OpenID provider here: only in Development, without an authority, does the server sign its own.");
        }

        var of = await CommandCampaign.FindAsync(app, campaign, cancellationToken);
        if (subject is null && user is not null && !Guid.TryParse(user, out _) && NodeId.User(user) == default)
        {
            throw new StartRefusedException("--user is a user's id, such as usr_AZqyw3J0dRuNQXh0Z0v1Vg.");
        }

        subject ??= user is null ? (await CommandCampaign.AdminOfAsync(app, of, cancellationToken)).User.ToString()
            : (Guid.TryParse(user, out var id) ? new UserId(id) : NodeId.User(user)).ToString();
        await to.WriteLineAsync(tokens.Issue(subject, of.Id, Duration.FromDays(days)));
        return 0;
    }
}
