namespace P2P.Sdk.OptInForms;

/// <summary>What somebody filled in. It adds to what is known of a contact, and never changes it: nobody shows who they are.</summary>
public sealed record OptInSubmission
{
    public required string Phone { get; init; }

    /// <summary>At most 100 characters each.</summary>
    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Email { get; init; } = "";

    public string Zip { get; init; } = "";

    /// <summary>Friends whom they will remind, one a line, at most 10 (VAR-7).</summary>
    public string Friends { get; init; } = "";

    /// <summary>The token of the referral link by which they came; empty: none.</summary>
    public string By { get; init; } = "";

    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => "OptInSubmission";
}

/// <summary>What anybody may know of a form.</summary>
public sealed record OptInPage(string Campaign, string Title, string Subtitle)
{
    /// <summary>Whether the campaign keeps whom contacts mean to remind: it has a field of that name.</summary>
    public bool AsksForFriends { get; init; }
}
