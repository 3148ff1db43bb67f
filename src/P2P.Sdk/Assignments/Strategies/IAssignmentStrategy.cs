namespace P2P.Sdk.Assignments.Strategies;

/// <summary>Which contacts a user who asks for more gets, and how many (MNG-4). A pure rule, safe for concurrent use.</summary>
/// <remarks>Register one more as a singleton of this type, and actions can name it. What never changes: nobody gets a contact
/// that another has, that is locked, or whose hours do not last.</remarks>
public interface IAssignmentStrategy
{
    /// <summary>How actions name it, such as <c>FIRST_COME</c>: 1 to 40 capital letters, digits and underscores.</summary>
    string Name { get; }

    /// <summary>Whether it asks for <see cref="ClaimSituation.Share"/>, which has to be counted.</summary>
    bool NeedsShare { get; }

    ClaimChoice Choose(ClaimSituation situation);
}
