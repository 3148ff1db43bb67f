namespace P2P.TwilioStandIn.Messages;

/// <summary>One line of the ledger: what the service did, in the order in which it did it.</summary>
/// <param name="Kind"><c>accepted</c>, <c>refused</c>, <c>dropped</c> (not accepted and not answered), <c>status</c> or <c>inbound</c>.</param>
public sealed record LedgerEntry(string Kind, DateTimeOffset At, string? Sid, string? From, string? To, string? Body)
{
    public string? StatusCallback { get; init; }

    public int? ValidityPeriod { get; init; }

    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    public string? MessagingServiceSid { get; init; }

    /// <summary>Of <c>status</c>: the word that was told.</summary>
    public string? Status { get; init; }

    /// <summary>Of <c>refused</c>: the error code.</summary>
    public int? Code { get; init; }

    /// <summary>Of <c>status</c> and <c>inbound</c>: what the webhook was answered with; 0: nothing.</summary>
    public int? Answer { get; init; }
}
