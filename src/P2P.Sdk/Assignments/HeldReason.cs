namespace P2P.Sdk.Assignments;

/// <summary>The lasting reasons for which a target is not texted (RES-2, safeguards).</summary>
public enum HeldReason
{
    OptedOut,
    Landline,

    /// <summary>A variable of its script has no value (VAR-9).</summary>
    MissingValue,

    /// <summary>Its text is longer than 1,600 characters.</summary>
    MessageTooLong,

    /// <summary>The carrier failed to deliver its text.</summary>
    TransportError,
    CarrierFiltered,
}
