namespace P2P.Sdk.Results.Tallies;

/// <summary>What a tally is of.</summary>
public enum TallyKind
{
    /// <summary>A user in an action.</summary>
    User,

    /// <summary>The contacts that one claim gave to a user.</summary>
    Bucket,
    Script,
    Tag,

    /// <summary>A value of a custom field.</summary>
    FieldValue,

    /// <summary>An error code of the carrier.</summary>
    Error,

    /// <summary>A minute of time.</summary>
    Minute,
}
