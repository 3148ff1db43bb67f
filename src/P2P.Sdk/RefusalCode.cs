namespace P2P.Sdk;

/// <summary>Why something that a user asked for was not done.</summary>
public enum RefusalCode
{
    InvalidInput,

    /// <summary>There is no such thing in the actor's campaign, or the actor may not see it.</summary>
    NotFound,
    Forbidden,

    /// <summary>An admin has frozen the user.</summary>
    Frozen,

    /// <summary>What was changed has been changed by somebody else since it was read.</summary>
    Conflict,

    /// <summary>The same key came before with other input.</summary>
    IdempotencyKeyReused,
    RateLimited,
    DailyLimit,
    QueryTooBroad,
    ActionNotLive,

    /// <summary>The contact is not the actor's to text.</summary>
    NotAssigned,
    NoRemainingContacts,
    AlreadySent,
    OptedOut,
    OutsideTextingHours,

    /// <summary>The campaign opened a conversation with this contact less than six hours ago (SET-6).</summary>
    RecentlyTexted,
    Landline,
    InvalidPhoneNumber,
    CustomResponsesDisabled,
    UnknownVariable,

    /// <summary>A variable of the script has no value for this contact, no default and no fallback (VAR-9).</summary>
    MissingValue,
    InvalidSyntax,
    MessageTooLong,
    ImageTooLarge,
    OptOutLanguageMissing,
    LinkShortener,
    NoSenderNumber,

    /// <summary>The contact left the action's list before it was texted (ACT-2).</summary>
    Withdrawn,

    /// <summary>The action keeps assignments: nobody releases them (ACT-7).</summary>
    AssignmentKept,

    /// <summary>There is no CRM for the campaign, or it does not answer (INT-2).</summary>
    CrmUnavailable,
}
