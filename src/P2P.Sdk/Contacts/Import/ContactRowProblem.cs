namespace P2P.Sdk.Contacts.Import;

/// <summary>Why a row of a contact file is not taken (CON-2).</summary>
internal enum ContactRowProblem
{
    /// <summary>The row is taken.</summary>
    None,

    /// <summary>The row's cells cannot be told apart, or are more than its header's.</summary>
    Malformed,

    InvalidPhoneNumber,
}
