namespace P2P.TwilioStandIn.Webhooks;

/// <summary>A text that somebody sends to a number of the account.</summary>
/// <param name="From">Theirs.</param>
/// <param name="To">Ours.</param>
public sealed record InboundText(string From, string To, string Body)
{
    /// <summary>Default: a new one.</summary>
    public string? Sid { get; init; }

    /// <summary>How often it is told of. Default once.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Default: by the words, if the account has Advanced Opt-Out.</summary>
    public string? OptOutType { get; init; }

    /// <summary>Pictures: content type and content in base64.</summary>
    public IReadOnlyList<InboundMedia> Media { get; init; } = [];
}

/// <param name="Content">In base64.</param>
public sealed record InboundMedia(string ContentType, string Content);
