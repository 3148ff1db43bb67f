namespace P2P.Sdk.SimulatedCarrier;

/// <summary>Whether a simulated contact asked to be left alone, and how.</summary>
public enum OptOutWording
{
    None,

    /// <summary>By a keyword alone, such as STOP: nothing may be sent after it (OPT-1).</summary>
    Keyword,

    /// <summary>In a sentence: for a user to see and act on (OPT-4).</summary>
    OtherWords,
}
