namespace P2P.Sdk.Links;

/// <summary>What a request for a link says of who makes it, by which programs are told from people.</summary>
public sealed record LinkVisitor
{
    /// <summary>The header <c>User-Agent</c>; empty: there is none.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>GET; whoever only asks for the headers follows nothing.</summary>
    public bool IsGet { get; init; } = true;

    /// <summary>The headers <c>Purpose</c>, <c>Sec-Purpose</c>, <c>X-Purpose</c> and <c>X-Moz</c>, whichever there are.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Whether it is a program that looks at the link for somebody, by the rules of <c>docs/links.md</c>.</summary>
    public bool IsBot => LinkBots.Tell(this);
}
