namespace P2P.Sdk.Contacts;

public enum CustomFieldKind
{
    Text,

    /// <summary>Several values, kept one a line, joined in scripts as people write lists.</summary>
    MultiText,

    /// <summary>One of fixed options.</summary>
    Selection,
}

/// <summary>Something that a campaign knows of its contacts beyond name and address (CON-6).</summary>
public sealed record CustomField
{
    public required CustomFieldId Id { get; init; }

    /// <summary>The name in scripts and headers, such as <c>donation_amount</c>; matched without regard to case.
    /// <c>custom_field_donation_amount</c> names the same field.</summary>
    public required string Slug { get; init; }

    public required string Title { get; init; }

    public CustomFieldKind Kind { get; init; }

    /// <summary>For <see cref="CustomFieldKind.Selection"/>; matched without regard to case.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Stands in scripts for a contact without a value; empty: none.</summary>
    public string DefaultValue { get; init; } = "";

    /// <summary>Whether an action without report settings of its own offers it (ACT-8).</summary>
    public bool IsDefault { get; init; }
}
