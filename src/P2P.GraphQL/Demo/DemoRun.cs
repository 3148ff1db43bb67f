using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;
using P2P.GraphQL.Demo.Clients;
using P2P.GraphQL.Demo.Screens;
using P2P.GraphQL.Demo.Verdicts;
using P2P.GraphQL.Hosting;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Demo;

/// <summary>The main job from a file to a verdict, over real HTTP.</summary>
/// <param name="replace">Other services than the demo's own: how tests sabotage a safeguard.</param>
internal sealed class DemoRun(DemoOptions options, DemoScreen screen, Action<IServiceCollection>? replace = null)
{
    /// <summary>Nothing has moved for so long on the simulated clock: nobody is about to reply any more.</summary>
    private static readonly Duration Quiet = Duration.FromMinutes(50);

    private static readonly JsonSerializerOptions PlainJson = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>0 if every line of the verdict passes, else 1.</returns>
    /// <exception cref="DemoFailedException">It could not begin.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var contacts = options.Contacts ?? DemoSample.Find();
        if (!File.Exists(contacts))
        {
            throw new DemoFailedException($"There is no file '{contacts}'.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(options.Database)) is { } folder && !Directory.Exists(folder))
        {
            throw new DemoFailedException($"There is no folder '{folder}' for the database.");
        }

        await using var app = await StartAsync(cancellationToken);
        try
        {
            return await RunAsync(app, contacts, cancellationToken);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private async Task<WebApplication> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var app = DemoHost.Build(options, replace);
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { } reason)
        {
            throw new DemoFailedException(reason);
        }
        catch (IOException failure)
        {
            throw new DemoFailedException($"{failure.Message} Another demo may run already; --urls and --database keep two apart.");
        }
    }

    private async Task<int> RunAsync(WebApplication app, string contacts, CancellationToken cancellationToken)
    {
        var endpoint = new Uri(new Uri(AddressOf(app)), "/graphql");
        using var http = new HttpClient();
        var campaign = await DemoCampaign.PrepareAsync(app.Services, options.Volunteers, cancellationToken);
        screen.Say("Database", $"{options.Database}{(campaign.IsNew ? "" : ", with what an earlier start left in it")}");
        var admin = new GraphQLClient(http, endpoint, campaign.AdminToken);
        var making = new DemoAction(admin, screen);
        var action = await making.PrepareAsync(contacts, cancellationToken);
        var scripts = await making.ResponsesAsync(action, cancellationToken);

        await TextAsync(app.Services, campaign, admin, action, scripts, cancellationToken);
        var verdict = await Verdict.ReachAsync(app.Services, campaign.Admin, cancellationToken);
        screen.Show(verdict);
        if (!options.Once)
        {
            (app.Services.GetRequiredService<IClock>() as SimulatedClock)?.ChangeScale(1);
            ShowAccess(endpoint, campaign, action);
            await app.WaitForShutdownAsync(cancellationToken);
        }

        return verdict.All(finding => finding.Passes) ? 0 : 1;
    }

    /// <summary>Volunteers at work, until all who can be texted are, and the replies have ebbed away.</summary>
    private async Task TextAsync(
        IServiceProvider services, DemoCampaign campaign, GraphQLClient admin, string action,
        IReadOnlyDictionary<AnswerKind, string> scripts, CancellationToken cancellationToken)
    {
        var clock = services.GetRequiredService<IClock>();
        using var http = new HttpClient();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = TimeSpan.FromSeconds(90 / options.Speed);
        var volunteers = campaign.Volunteers
            .Select((volunteer, i) => new Volunteer(
                volunteer.User.FirstName, new GraphQLClient(http, admin.Endpoint, volunteer.Token), action, scripts, pause,
                options.Seed + i, clock, screen))
            .ToList();
        var working = volunteers.Select(volunteer => volunteer.WorkAsync(end.Token)).Append(CountAsync(admin, action, end.Token)).ToList();
        var finished = FinishAsync(volunteers, services.GetRequiredService<SimulatedCarrierLedger>(), clock, end.Token);
        await screen.WatchAsync(clock, options.Speed, Task.WhenAny([finished, .. working]));
        if (!finished.IsCompleted)
        {
            await await Task.WhenAny(working); // One of them has failed; its exception says how.
        }

        await end.CancelAsync();
        await Task.WhenAll(working).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        volunteers.ForEach(volunteer => volunteer.Dispose());
    }

    private async Task CountAsync(GraphQLClient admin, string action, CancellationToken cancellationToken)
    {
        await foreach (var data in GraphQLSubscription.OpenAsync(admin, DemoDocuments.Counts, new { action }, cancellationToken))
        {
            screen.Counts = data.GetProperty("actionCounts").Deserialize<LiveCounts>(GraphQLClient.Json)!;
        }
    }

    /// <summary>Nothing is left to claim, to answer or to hand over, and nobody has written for a while.</summary>
    private async Task FinishAsync(
        IReadOnlyList<Volunteer> volunteers, SimulatedCarrierLedger ledger, IClock clock, CancellationToken cancellationToken)
    {
        var (seen, since) = (screen.Counts, clock.GetCurrentInstant());
        while (!(volunteers.All(volunteer => volunteer.IsDone) && seen.NeedsAttention == 0
            && clock.GetCurrentInstant() - since > Quiet
            && ledger.Texts.DistinctBy(text => text.Message).Count() >= seen.InitialMessages + seen.FollowUps))
        {
            await Task.Delay(100, cancellationToken);
            if (screen.Counts != seen)
            {
                (seen, since) = (screen.Counts, clock.GetCurrentInstant());
            }
        }
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("[::]", "localhost").Replace("0.0.0.0", "localhost");

    private void ShowAccess(Uri endpoint, DemoCampaign campaign, string action)
    {
        var query = new { query = $"{{ action(id: \"{action}\") {{ title counts {{ initialMessages peopleReplied optOuts }} }} }}" };
        var volunteer = campaign.Volunteers[0];
        screen.Print($"""

            The server stays up at {endpoint} until Ctrl+C.
            The next start finds its data again.

            Tokens of the admin and of {volunteer.User.FirstName}, a volunteer, as lines for a shell:

            ADMIN={campaign.AdminToken}
            VOLUNTEER={volunteer.Token}

            And a query to try:

            curl -s {endpoint} -H 'Content-Type: application/json' -H "Authorization: Bearer $ADMIN" \
              -d '{JsonSerializer.Serialize(query, PlainJson)}'
            """);
    }
}
