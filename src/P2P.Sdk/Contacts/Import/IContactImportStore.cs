using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Files on their way into the contacts: staged whole, then merged in chunks.</summary>
public interface IContactImportStore
{
    /// <summary>Adds an import that is being read.</summary>
    /// <param name="lease">For how long the process that reads it need not say that it still does; by the machines' clock.</param>
    Task AddAsync(CampaignId campaign, ContactImport import, NodaTime.Duration lease, CancellationToken cancellationToken);

    /// <summary>Says that an import is still being read, for as long again.</summary>
    /// <returns>False if it is read no more: it was given up.</returns>
    Task<bool> KeepReadingAsync(
        CampaignId campaign, ContactImportId id, NodaTime.Duration lease, CancellationToken cancellationToken);

    /// <summary>Gives up imports, of any campaign, that are being read by a process which has not said so in time: it is gone,
    /// and the file with it. They become FAILED, their stages are emptied, nothing of them was taken.</summary>
    /// <returns>Those that were given up by this call.</returns>
    Task<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> FailAbandonedAsync(
        Refusal failure, CancellationToken cancellationToken);

    Task<ContactImport?> FindAsync(CampaignId campaign, ContactImportId id, CancellationToken cancellationToken);

    /// <summary>Keeps rows as read, by line, and adds them to <see cref="ContactImport.RowsRead"/>.</summary>
    Task StageAsync(
        CampaignId campaign, ContactImportId id, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken);

    /// <summary>The last byte was read: the merge may begin, or is done where nothing was staged. Or the file is broken: its
    /// stage is emptied.</summary>
    /// <param name="list">Where its contacts go; <see langword="null"/> with a failure.</param>
    /// <param name="failure"><see langword="null"/> if it was read to its end.</param>
    /// <returns>False, and nothing done, if the campaign has no such list: somebody deleted it.</returns>
    Task<bool> FinishReadingAsync(
        CampaignId campaign, ContactImportId id, ContactListId? list, IReadOnlyList<string> unknownColumns, Refusal? failure,
        CancellationToken cancellationToken);

    /// <summary>Imports that are merging, of any campaign, that nobody else has leased; asking again renews the node's own.</summary>
    /// <param name="lease">By the machines' clock.</param>
    Task<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> LeaseMergesAsync(
        string node, NodaTime.Duration lease, CancellationToken cancellationToken);

    /// <summary>The next staged rows in the order of their lines, with the contacts that have their numbers;
    /// no rows unless it is merging.</summary>
    /// <param name="after">Lines up to this one are passed over: those of a chunk that is being committed.</param>
    /// <param name="most">Rows; a store whose transactions are to be shorter gives fewer.</param>
    Task<ImportChunk> ReadChunkAsync(
        CampaignId campaign, ContactImportId id, int after, int most, CancellationToken cancellationToken);

    /// <summary>Takes a chunk over, in one transaction, whole or not at all.</summary>
    /// <remarks>
    /// A change is one of a contact, its opt-out and audit entries. Contacts are written by the rules of
    /// <see cref="IConversationStore.CommitAsync"/>; each contact named is put on the
    /// list, and in the same transaction becomes a target, by <see cref="Assignments.Target.For"/>, of every action that is
    /// or was published with that list and is not closed. A changed window key moves the contact's untexted targets. The
    /// rows leave the stage, their outcomes are kept, and the import's numbers move. When no row is left, it is done.
    /// </remarks>
    /// <returns>False, and nothing done, if a contact has changed since the chunk was read, if a number that has no contact was
    /// opted out meanwhile, or if another node took the chunk.</returns>
    Task<bool> CommitChunkAsync(ImportChunkResult result, CancellationToken cancellationToken);

    /// <summary>Rows that are not simply created, updated or unchanged: of another outcome, or with something to say. In the
    /// order of the file; the cursor's order is the line.</summary>
    Task<Page<ImportRow>> PageRowsAsync(
        CampaignId campaign, ContactImportId id, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>A row of the file as it waits in the stage.</summary>
/// <param name="Phone">Default for a row without a valid number.</param>
/// <param name="Content">What the row says, for the importer to read again; opaque to stores.</param>
public sealed record StagedRow(int Line, PhoneNumber Phone, string Content)
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"StagedRow of line {Line}";
}

/// <param name="Rows">In the order of their lines.</param>
/// <param name="Existing">The contacts that have one of the rows' numbers.</param>
/// <param name="OptedOut">Which of the numbers have an opt-out.</param>
/// <param name="Duplicates">Lines whose number stands on an earlier line of the same file.</param>
public sealed record ImportChunk(
    ContactImport Import,
    IReadOnlyList<StagedRow> Rows,
    IReadOnlyDictionary<PhoneNumber, Contact> Existing,
    IReadOnlySet<PhoneNumber> OptedOut,
    IReadOnlySet<int> Duplicates);

/// <param name="Changes">Contacts that are made or changed, each once.</param>
/// <param name="OnList">Every contact that the chunk's rows are about, changed or not.</param>
/// <param name="Outcomes">One for each row of the chunk, in its order.</param>
/// <param name="Import">With the numbers as they then are.</param>
/// <param name="Before">As the chunk was read.</param>
public sealed record ImportChunkResult(
    CampaignId Campaign,
    ContactImport Before,
    ContactImport Import,
    IReadOnlyList<ConversationChange> Changes,
    IReadOnlyList<ContactId> OnList,
    IReadOnlyList<ImportRow> Outcomes);
