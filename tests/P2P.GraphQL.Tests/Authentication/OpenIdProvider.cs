using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace P2P.GraphQL.Tests.Authentication;

/// <summary>A small OpenID provider over HTTP: discovery, keys that change, and tokens signed as providers do.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string Audience = "p2p-server";

    private readonly WebApplication _app;
    private IReadOnlyList<SigningCredentials> _published = [];

    private OpenIdProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single();

    /// <summary>What it signs with now.</summary>
    public SigningCredentials Key => _published[^1];

    /// <summary>How often the keys were asked for.</summary>
    public int KeysRead { get; private set; }

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new OpenIdProvider(app);
        provider.Publish(Rsa("rsa-1"));
        app.MapGet("/.well-known/openid-configuration", () => TypedResults.Json(new Dictionary<string, object>
        {
            ["issuer"] = provider.Issuer,
            ["jwks_uri"] = $"{provider.Issuer}/keys",
            ["authorization_endpoint"] = $"{provider.Issuer}/authorize",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256", "ES256" },
        }));
        app.MapGet("/keys", () => TypedResults.Json(new { keys = provider.Keys() }));
        await app.StartAsync();
        return provider;
    }

    /// <summary>From now on these are its keys, the last of which signs.</summary>
    public void Publish(params SigningCredentials[] keys) => _published = keys;

    public static SigningCredentials Rsa(string id) =>
        new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = id }, SecurityAlgorithms.RsaSha256);

    public static SigningCredentials Ecdsa(string id) =>
        new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id }, SecurityAlgorithms.EcdsaSha256);

    /// <summary>A token of somebody who signed in, good for an hour.</summary>
    public string Sign(
        string subject, Instant now, SigningCredentials? key = null, string? issuer = null, string audience = Audience,
        IReadOnlyDictionary<string, object>? claims = null)
    {
        var all = new Dictionary<string, object>(claims ?? new Dictionary<string, object>()) { ["sub"] = subject };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            IssuedAt = now.ToDateTimeUtc(),
            Expires = (now + Duration.FromHours(1)).ToDateTimeUtc(),
            SigningCredentials = key ?? Key,
            Claims = all,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private List<object> Keys()
    {
        KeysRead++;
        return [.. _published.Select(PublicPart)];
    }

    private static object PublicPart(SigningCredentials signing)
    {
        if (signing.Key is RsaSecurityKey rsa)
        {
            var of = rsa.Rsa.ExportParameters(includePrivateParameters: false);
            return new { kty = "RSA", use = "sig", alg = "RS256", kid = signing.Key.KeyId, n = Base64UrlEncoder.Encode(of.Modulus), e = Base64UrlEncoder.Encode(of.Exponent) };
        }

        var point = ((ECDsaSecurityKey)signing.Key).ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new { kty = "EC", use = "sig", alg = "ES256", crv = "P-256", kid = signing.Key.KeyId, x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) };
    }
}
