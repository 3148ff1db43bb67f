namespace P2P.Sdk.Testing;

/// <summary>How the carrier behind a transport under test answers.</summary>
public enum CarrierBehaviour
{
    Accepts,

    /// <summary>Code 21211.</summary>
    RefusesInvalidNumber,

    /// <summary>Code 21610.</summary>
    RefusesOptedOut,

    /// <summary>Code 21614.</summary>
    RefusesLandline,
    IsBusy,

    /// <summary>Takes the text, and the caller never hears of it.</summary>
    LosesItsAnswer,

    /// <summary>Never gets the text, and the caller hears nothing.</summary>
    LosesTheText,
}
