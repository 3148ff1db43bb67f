using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.BearerToken;
using P2P.Sdk.Users;

namespace TwilioApp;

/// <summary>The app's own accounts: P2P asks only for a name that is unique to each person, its "subject".</summary>
internal static class SignIn
{
    /// <summary>The subject of whoever has the password in the app's settings.</summary>
    public const string Admin = "admin";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost("/join", JoinAsync);
        app.MapPost("/admin/sign-in", SignInAdmin);
    }

    private static async Task<IResult> JoinAsync(JoinRequest request, JoinService join, CancellationToken stop)
    {
        var subject = $"volunteer-{Guid.CreateVersion7():N}";
        var profile = new ProfileInput
        {
            FirstName = request.FirstName,
            LastName = request.LastName,
            Email = request.Email,
            Phone = request.Phone,
        };
        var joined = await join.JoinAsync(subject, request.Code ?? "", profile, stop);
        return joined.IsRefused ? Answers.Refused(joined.Refusals) : Token(subject);
    }

    private static IResult SignInAdmin(AdminRequest request, IConfiguration settings) =>
        settings["AdminPassword"] is { Length: >= 12 } password
        && CryptographicOperations.FixedTimeEquals(Digest(password), Digest(request.Password ?? ""))
            ? Token(Admin)
            : Results.Unauthorized();

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static IResult Token(string subject) => Results.SignIn(
        new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, subject)], BearerTokenDefaults.AuthenticationScheme)),
        authenticationScheme: BearerTokenDefaults.AuthenticationScheme);

    private sealed record JoinRequest(string? Code, string? FirstName, string? LastName, string? Email, string? Phone);

    private sealed record AdminRequest(string? Password);
}
