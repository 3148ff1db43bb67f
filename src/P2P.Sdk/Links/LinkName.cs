namespace P2P.Sdk.Links;

/// <summary>What a script can lead to (VAR-5).</summary>
/// <param name="Slug">As scripts call it, in any case.</param>
/// <param name="Title">What it is in words.</param>
public sealed record LinkName(string Slug, string Title, LinkKind Kind)
{
    /// <summary>The slug of the page on which people join the campaign; no other link's.</summary>
    public const string Campaign = "campaign";

    /// <summary>What to paste into a script: <c>{{'donate'|trackable}}</c>.</summary>
    public string Variable => VariableOf(Slug);

    /// <summary>What to paste into a script to lead to this slug.</summary>
    public static string VariableOf(string slug) => $"{{{{'{slug}'|trackable}}}}";
}

public enum LinkKind
{
    /// <summary>A page of somebody's.</summary>
    Custom,

    /// <summary>The page on which people join the campaign.</summary>
    Campaign,

    /// <summary>An opt-in form's page.</summary>
    OptInForm,
}
