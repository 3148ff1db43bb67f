using System.Text.Json.Nodes;

namespace P2P.TwilioStandIn.Messages;

/// <summary>A message as the service keeps it.</summary>
internal sealed class Text
{
    public required string Sid { get; init; }

    public required string Direction { get; init; }

    public required string To { get; init; }

    public required string? From { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string? ServiceSid { get; init; }

    public string? StatusCallback { get; init; }

    public int Media { get; init; }

    public required string Status { get; set; }

    public int? ErrorCode { get; set; }

    /// <summary>None while it is queued; the list's filters go by it.</summary>
    public DateTimeOffset? Sent { get; set; }

    public JsonObject ToJson(string account) => new()
    {
        ["account_sid"] = account,
        ["api_version"] = "2010-04-01",
        ["body"] = Body,
        ["date_created"] = Rfc2822(Created),
        ["date_sent"] = Rfc2822(Sent),
        ["date_updated"] = Rfc2822(Sent ?? Created),
        ["direction"] = Direction,
        ["error_code"] = ErrorCode,
        ["error_message"] = null,
        ["from"] = From,
        ["messaging_service_sid"] = ServiceSid,
        ["num_media"] = $"{Media}",
        // Not known before a service has chosen how to send it.
        ["num_segments"] = Status == "accepted" ? "0" : $"{SegmentCount.Of(Body)}",
        ["price"] = null,
        ["price_unit"] = "USD",
        ["sid"] = Sid,
        ["status"] = Status,
        ["subresource_uris"] = new JsonObject { ["media"] = $"/2010-04-01/Accounts/{account}/Messages/{Sid}/Media.json" },
        ["to"] = To,
        ["uri"] = $"/2010-04-01/Accounts/{account}/Messages/{Sid}.json",
    };

    // To the second, as the service writes it.
    private static string? Rfc2822(DateTimeOffset? at) => at?.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss", null) is { } text ? $"{text} +0000" : null;
}
