using NodaTime;
using P2P.Sdk.Links;

namespace P2P.Sdk.OptInForms;

/// <summary>A page on which people ask to be texted (OPI-1). It stays, as texts lead to it; closed, it takes nobody.</summary>
public sealed record OptInForm
{
    public required OptInFormId Id { get; init; }

    /// <summary>What scripts and its address call it; unique in the campaign without regard to case, links included.</summary>
    public required string Slug { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public required string Title { get; init; }

    /// <summary>At most 300 characters.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Texted to whoever fills it in: the initial response, then the follow-ups, in this order. 1 to 5, with variables.</summary>
    public IReadOnlyList<string> Responses { get; init; } = [];

    public bool IsOpen { get; init; } = true;

    public required Instant CreatedAt { get; init; }

    /// <summary>Raised by every save.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What to paste into a script (LNK-2).</summary>
    public string Variable => LinkName.VariableOf(Slug);

    /// <summary>Its public address; empty where nobody asked, or where the campaign has no link domain.</summary>
    public string ShareLink { get; init; } = "";
}
