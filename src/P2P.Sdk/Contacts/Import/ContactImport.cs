using NodaTime;

namespace P2P.Sdk.Contacts.Import;

public enum ImportState
{
    /// <summary>The file is being read into the stage; contacts and list are as they were.</summary>
    Reading,

    /// <summary>Read to its last byte, and being taken over in chunks; a crash goes on from the last one.</summary>
    Merging,
    Done,

    /// <summary>Refused as a whole: nothing of it was taken. See <see cref="ContactImport.Failure"/>.</summary>
    Failed,
}

/// <summary>One file taken into a list. created + updated + unchanged + duplicates + rejected = rows merged so far.</summary>
public sealed record ContactImport
{
    public required ContactImportId Id { get; init; }

    public required string ListName { get; init; }

    /// <summary>The list of that name, once the file was read to its end: a broken file makes none.</summary>
    public ContactListId? List { get; init; }

    /// <summary>Whose import it is.</summary>
    public required Users.UserId User { get; init; }

    public ImportState State { get; init; }

    public required Instant StartedAt { get; init; }

    public int RowsRead { get; init; }

    public int Created { get; init; }

    public int Updated { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Rows whose number stands earlier in the same file.</summary>
    public int Duplicates { get; init; }

    /// <summary>Among those taken: numbers that are opted out.</summary>
    public int OptedOut { get; init; }

    /// <summary>Among those taken: landlines.</summary>
    public int Landlines { get; init; }

    /// <summary>Rows with an invalid number, and malformed ones.</summary>
    public int Rejected { get; init; }

    /// <summary>Headers of the file that name nothing known.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Refusal? Failure { get; init; }

    /// <summary>Rows taken over so far.</summary>
    public int RowsMerged => Created + Updated + Unchanged + Duplicates + Rejected;
}

public enum ImportOutcome
{
    Created,
    Updated,
    Unchanged,
    Duplicate,
    InvalidPhoneNumber,

    /// <summary>Taken; a landline cannot be texted.</summary>
    Landline,

    /// <summary>Taken; the number is opted out.</summary>
    OptedOut,
    Malformed,
}

/// <summary>What became of one row, and why.</summary>
/// <param name="Line">The physical line at which it starts, from 1.</param>
/// <param name="Message">Names columns, not what stands in them; empty where there is nothing to say.</param>
public sealed record ImportRow(int Line, ImportOutcome Outcome, string Message);
