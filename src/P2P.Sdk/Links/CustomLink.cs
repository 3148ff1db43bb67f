using NodaTime;

namespace P2P.Sdk.Links;

/// <summary>A page of somebody's, to which texts lead by links that are counted (LNK-1).</summary>
/// <remarks>Texts that were sent lead to it, so it stays, and so does its slug; where it leads to can be changed.</remarks>
public sealed record CustomLink
{
    public required CustomLinkId Id { get; init; }

    /// <summary>What scripts call it, such as <c>donate</c>; unique in the campaign without regard to case, forms included.</summary>
    public required string Slug { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The whole address, such as <c>https://example.org/donate</c>; http or https.</summary>
    public required string Destination { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Raised by every save.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What to paste into a script (LNK-2).</summary>
    public string Variable => LinkName.VariableOf(Slug);
}
