using System.CommandLine;
using System.CommandLine.Parsing;

namespace P2P.GraphQL.Hosting.Commands;

/// <summary><c>health</c>: asks a server whether it is ready, for containers without another program. 0: it is; 1: it is not.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "The server's address.",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"),
        CustomParser = Read,
    };

    public static Command Create()
    {
        var command = new Command("health", "Asks a server whether it is ready.") { Url };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(Url), Console.Out, cancellationToken));
        return command;
    }

    private static Uri? Read(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https"))
        {
            return url;
        }

        result.AddError("--url is an address such as http://127.0.0.1:8080.");
        return null;
    }

    public static async Task<int> RunAsync(Uri server, TextWriter to, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(server, "/health/ready"), cancellationToken);
            await to.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellationToken));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            await to.WriteLineAsync("It does not answer.");
            return 1;
        }
    }
}
