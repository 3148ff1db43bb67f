using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results;

/// <summary>That a user did something in an action.</summary>
public readonly record struct ActivityNote(ActionId Action, UserId User, UserAct Act, Instant At);

/// <summary>What a user does in an action.</summary>
public enum UserAct
{
    /// <summary>Opens its page.</summary>
    See,

    /// <summary>Presses Start, or asks for the next bucket.</summary>
    Start,

    /// <summary>Sends, answers or reports.</summary>
    Work,
}
