namespace P2P.Sdk.Actions;

/// <summary>From draft to closed (PUB-1). Never back to draft.</summary>
public enum ActionState
{
    Draft,

    /// <summary>A draft with a time at which it becomes public by itself.</summary>
    Scheduled,

    /// <summary>Open to the users it was sent to.</summary>
    PublishedPrivate,

    /// <summary>Open to every volunteer of the campaign, also those who join later.</summary>
    PublishedPublic,
    Closed,
}
