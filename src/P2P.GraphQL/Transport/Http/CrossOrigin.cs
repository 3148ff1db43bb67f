using P2P.GraphQL.Authentication;

namespace P2P.GraphQL.Transport.Http;

internal static class CrossOrigin
{
    /// <summary>Lets scripts of the configured origins ask, with a token in a header, and read what they have to know of the answer.</summary>
    public static void AddCrossOrigin(this IServiceCollection services, IConfiguration configuration)
    {
        var origins = configuration.GetSection($"{CrossOriginOptions.Section}:{nameof(CrossOriginOptions.Origins)}").Get<string[]>() ?? [];
        if (origins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
        {
            throw new Hosting.StartRefusedException($"Cors:Origins are such as https://app.example.org, without a path; '{wrong}' is not.");
        }

        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Delete)
            .WithHeaders("Authorization", "Content-Type", CallerAuthentication.CampaignHeader, "traceparent")
            .WithExposedHeaders("Retry-After", "Content-Disposition")));
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && (origin.Scheme is "http" or "https")
        && text == $"{origin.Scheme}://{origin.Authority}";
}
