namespace P2P.Sdk.Users;

/// <summary>What people say of themselves; in an edit what is <see langword="null"/> stays as it is, and what is empty is
/// cleared. Both names, email and phone cannot be.</summary>
public sealed record ProfileInput
{
    /// <summary>1 to 100 characters: contacts read it in texts.</summary>
    public string? FirstName { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public string? LastName { get; init; }

    public string? Email { get; init; }

    /// <summary>As people write it; without a country code it is a US one.</summary>
    public string? Phone { get; init; }

    /// <summary>A state's abbreviation or name.</summary>
    public string? State { get; init; }

    /// <summary>Five digits, or nine.</summary>
    public string? Zip { get; init; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Nothing of it: whoever logs it logs no number, name or words.</summary>
    public override string ToString() => nameof(ProfileInput);
}
