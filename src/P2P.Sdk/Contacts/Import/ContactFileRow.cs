namespace P2P.Sdk.Contacts.Import;

/// <summary>One row of a contact file, in the file's order: what it says of a contact, or why it says nothing.</summary>
/// <param name="Line">The line of the file at which the row begins, from 1, as a text editor counts: the header's, blank
/// lines and those inside quotes too.</param>
/// <param name="Values"><see langword="null"/> exactly if there is a <paramref name="Problem"/>.</param>
/// <param name="Notes">Sentences: why the row is not taken, or what of it was dropped. Columns are named, never values.</param>
internal sealed record ContactFileRow(
    int Line, ContactValues? Values, ContactRowProblem Problem, IReadOnlyList<string> Notes)
{
    /// <summary>The notes as one text; empty if there are none.</summary>
    public string Message => string.Join(' ', Notes);
}
