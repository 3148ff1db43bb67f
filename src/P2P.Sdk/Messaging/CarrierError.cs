namespace P2P.Sdk.Messaging;

/// <summary>What an error code of a carrier means.</summary>
/// <param name="Meaning">A sentence for an admin.</param>
public sealed record CarrierError(string Code, CarrierErrorClass Class, string Meaning)
{
    /// <summary>What it does to the text and the contact.</summary>
    public RejectionClass Rejection => Class switch
    {
        CarrierErrorClass.OptedOut => RejectionClass.OptedOut,
        CarrierErrorClass.CarrierFiltered => RejectionClass.CarrierFiltered,
        CarrierErrorClass.Landline => RejectionClass.Landline,
        _ => RejectionClass.TransportError,
    };
}

/// <summary>Error codes that mean the same to whoever texts.</summary>
public enum CarrierErrorClass
{
    /// <summary>Not in the table: counted as a transport error.</summary>
    Unknown,

    /// <summary>Recorded as an opt-out (OPT-5).</summary>
    OptedOut,
    CarrierFiltered,

    /// <summary>No text ever reaches the number.</summary>
    Landline,
    InvalidNumber,

    /// <summary>For now; the next text may arrive.</summary>
    Unreachable,

    /// <summary>Too fast, or too much for one day.</summary>
    SlowDown,

    /// <summary>It waited at the carrier until the texting hours ended.</summary>
    Expired,

    /// <summary>Ours to set right: credentials, numbers, countries, sizes.</summary>
    SetUp,
}
