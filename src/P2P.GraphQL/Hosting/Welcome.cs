namespace P2P.GraphQL.Hosting;

/// <summary>What the server says on the terminal once it listens.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app, TextWriter to)
    {
        to.WriteLine($"Serving GraphQL at {string.Join(", ", app.Urls.Select(url => url + "/graphql"))}");
        foreach (var (user, token) in app.Services.GetService<DevelopmentCampaign>()?.People ?? [])
        {
            to.WriteLine();
            to.WriteLine($"{user.FirstName} {user.LastName}, {user.Role.ToString().ToLowerInvariant()}:");
            to.WriteLine(token);
        }
    }
}
