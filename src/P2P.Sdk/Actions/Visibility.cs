namespace P2P.Sdk.Actions;

/// <summary>To whom an action is published.</summary>
public enum Visibility
{
    /// <summary>To every volunteer of the campaign, also those who join later.</summary>
    Public,

    /// <summary>To the users it is sent to.</summary>
    Private,
}
