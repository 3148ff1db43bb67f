namespace P2P.Sdk.OptOuts;

/// <summary>What an inbound text asks for (OPT-1, OPT-4).</summary>
public enum ReplyClass
{
    /// <summary>Nothing of the below: an ordinary reply.</summary>
    None,

    /// <summary>The whole text is an opt-out keyword: the number is opted out at once.</summary>
    OptOut,

    /// <summary>Asks to be removed in other words: a person decides, with one click.</summary>
    OptOutRequest,

    /// <summary>The whole text is START or UNSTOP: recorded; an opt-out stands.</summary>
    Start,

    /// <summary>The whole text is HELP, INFO or AYUDA: flagged, never answered by itself.</summary>
    Help,
}
