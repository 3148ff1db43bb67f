namespace P2P.Sdk.Results;

/// <summary>How far an action has come among users (RES-1).</summary>
/// <param name="SentTo">Users whom it was sent to; if it is or was public, every user whom its limits let in.</param>
/// <param name="Seen">Users who opened its page.</param>
/// <param name="Started">Users who pressed Start.</param>
/// <param name="Performs">Buckets finished: every contact texted, held back or given away, and one at least texted.</param>
/// <param name="Completed">Users who finished one.</param>
public readonly record struct ActionReach(int SentTo, int Seen, int Started, int Performs, int Completed);
