using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace P2P.GraphQL.Authentication;

public static class P2PAuthenticationExtensions
{
    /// <summary>A provider signs with a key that it alone has; one that both sides have must not do.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>A token signed with an unknown key makes the server ask for the provider's keys: not more often than this,
    /// whoever sends made-up ones.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    /// <summary>Takes the bearer tokens of the configured provider; in Development without one, the server's own.</summary>
    /// <remarks>Outside Development the host does not start without an Authority and an Audience.</remarks>
    public static IServiceCollection AddP2PAuthentication(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<CallerAuthentication>();
        services.AddSingleton<CallerVerification>();
        services.AddOptions<P2PAuthenticationOptions>()
            .Bind(configuration.GetSection(P2PAuthenticationOptions.Section))
            .Validate(
                options => environment.IsDevelopment() || !string.IsNullOrWhiteSpace(options.Authority),
                "Authentication:Authority must name the OpenID provider whose tokens are taken; only in Development does the server sign its own.")
            .Validate(
                options => string.IsNullOrWhiteSpace(options.Authority) || !string.IsNullOrWhiteSpace(options.Audience),
                "Authentication:Audience must say which of the provider's tokens are meant for this server.")
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        var bearer = services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme);
        var provider = configuration.GetSection(P2PAuthenticationOptions.Section)[nameof(P2PAuthenticationOptions.Authority)];
        if (environment.IsDevelopment() && string.IsNullOrWhiteSpace(provider))
        {
            services.AddSingleton<DevelopmentTokens>();
            bearer.Configure<DevelopmentTokens, IOptions<P2PAuthenticationOptions>>((jwt, tokens, options) =>
            {
                jwt.TokenValidationParameters.ValidIssuer = DevelopmentTokens.Issuer;
                jwt.TokenValidationParameters.ValidAudience = options.Value.Audience ?? DevelopmentTokens.Issuer;
                jwt.TokenValidationParameters.IssuerSigningKey = tokens.Key;
                jwt.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            });
        }
        else
        {
            bearer.Configure<IOptions<P2PAuthenticationOptions>>((jwt, options) =>
            {
                (jwt.Authority, jwt.Audience) = (options.Value.Authority, options.Value.Audience);
                jwt.RequireHttpsMetadata = !environment.IsDevelopment(); // A provider on one's own machine.
                jwt.RefreshInterval = AskAgain;
                jwt.TokenValidationParameters.ValidAlgorithms = Algorithms;
            });
        }

        bearer.Configure<IClock>((jwt, clock) =>
        {
            jwt.MapInboundClaims = false; // The claims keep the names that the token gives them.
            jwt.TokenValidationParameters.LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(clock, notBefore, expires);
        });
        return services;
    }

    /// <summary>By the server's own clock; a provider whose clock is up to 30 seconds ahead is believed.</summary>
    private static bool IsCurrent(IClock clock, DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetCurrentInstant();
        return expires is { } end && now < Instant.FromDateTimeUtc(DateTime.SpecifyKind(end, DateTimeKind.Utc))
            && (notBefore is not { } start
                || Instant.FromDateTimeUtc(DateTime.SpecifyKind(start, DateTimeKind.Utc)) <= now + Duration.FromSeconds(30));
    }
}
