using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Authentication.Tickets;

/// <summary>Issues and reads tickets. Every node reads every node's: they are signed with a key of their campaign's own.</summary>
/// <remarks>A ticket is its content and an HMAC-SHA256 over it (RFC 2104), each in base64url. Nothing is kept of it.</remarks>
public sealed class TicketOffice(ICampaignStore campaigns, IClock clock, IOptions<P2PAuthenticationOptions> options)
{
    public const string Parameter = "ticket";

    private const char Separator = '\n'; // In no subject: those with control characters are no callers.
    private const int MostCharacters = 2_000;

    /// <summary>Apart from everything else that the campaign's key derives.</summary>
    private static readonly byte[] Purpose = "P2P ticket"u8.ToArray();

    /// <param name="caller">With a campaign.</param>
    /// <param name="path">The one that it opens, such as <c>/graphql</c>.</param>
    /// <returns><see langword="null"/> if the campaign is gone.</returns>
    public async Task<Ticket?> IssueAsync(Caller caller, string path, CancellationToken cancellationToken)
    {
        var campaign = caller.Campaign!.Value;
        if (await KeyAsync(campaign, cancellationToken) is not { } key)
        {
            return null;
        }

        var lifetime = clock.GetCurrentInstant() + Duration.FromTimeSpan(options.Value.TicketLifetime);
        var end = Instant.Min(lifetime, caller.ExpiresAt);
        var content = Encoding.UTF8.GetBytes(string.Join(
            Separator, campaign.Value.ToString("N"), Write(end), Write(caller.ExpiresAt), path, caller.Subject));
        return new($"{Base64Url.EncodeToString(content)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, content))}", end);
    }

    /// <returns>Who asked for the ticket of this request; <see langword="null"/> if it has none that opens its path now.</returns>
    public async Task<Caller?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var text = request.Query[Parameter].ToString();
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || text.Length is 0 or > MostCharacters
            || text.Split('.') is not [var content, var signature]
            || !Base64Url.IsValid(content)
            || !Base64Url.IsValid(signature))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(content);
        if (Encoding.UTF8.GetString(bytes).Split(Separator) is not [var id, var end, var tokenEnd, var path, var subject]
            || !Guid.TryParseExact(id, "N", out var campaign)
            || path != request.Path
            || !long.TryParse(end, CultureInfo.InvariantCulture, out var ends) // What nobody can use is not looked up.
            || clock.GetCurrentInstant().ToUnixTimeTicks() >= ends
            || await KeyAsync(new(campaign), cancellationToken) is not { } key
            || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, bytes), Base64Url.DecodeFromChars(signature)))
        {
            return null;
        }

        return new Caller(subject, new(campaign), null, Read(tokenEnd));
    }

    private async Task<byte[]?> KeyAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await campaigns.FindAsync(campaign, cancellationToken) is { } known
            ? HMACSHA256.HashData(Convert.FromHexString(known.Links.Key), Purpose)
            : null;

    private static string Write(Instant instant) => instant.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture);

    /// <remarks>Asked of what was signed, so it is a number.</remarks>
    private static Instant Read(string text) => Instant.FromUnixTimeTicks(long.Parse(text, CultureInfo.InvariantCulture));
}
