namespace P2P.Sdk.Contacts;

/// <summary>What became of a list that was to be deleted.</summary>
public enum ListDeletion
{
    Deleted,
    NotFound,

    /// <summary>An action that is not closed uses it.</summary>
    InUse,

    /// <summary>An import is being merged onto it.</summary>
    Importing,
}
