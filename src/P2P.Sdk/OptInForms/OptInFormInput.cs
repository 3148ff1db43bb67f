namespace P2P.Sdk.OptInForms;

/// <summary>What an admin says of a form; in an edit, what is <see langword="null"/> stays as it is.</summary>
public sealed record OptInFormInput
{
    /// <summary>Of a new form only: it stays.</summary>
    public string? Slug { get; init; }

    public string? Title { get; init; }

    public string? Subtitle { get; init; }

    /// <summary>Texted at once; sender variables have no place in it.</summary>
    public string? InitialResponse { get; init; }

    /// <summary>At most 4, texted right after it, in this order.</summary>
    public IReadOnlyList<string>? FollowUpResponses { get; init; }

    public bool? IsOpen { get; init; }
}
