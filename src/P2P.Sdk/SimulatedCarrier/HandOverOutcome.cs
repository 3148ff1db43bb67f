namespace P2P.Sdk.SimulatedCarrier;

/// <summary>How the simulated carrier dealt with a hand-over.</summary>
public enum HandOverOutcome
{
    /// <summary>Taken, and answered so.</summary>
    Accepted,

    /// <summary>Not taken: try later.</summary>
    Busy,

    /// <summary>Not taken, now or later.</summary>
    Rejected,

    /// <summary>Taken, but the answer got lost.</summary>
    AnswerLost,

    /// <summary>Lost on the way to the carrier, and no answer either.</summary>
    NeverArrived,
}
