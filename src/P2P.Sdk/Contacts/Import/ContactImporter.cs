using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Takes CSV files of any size into a list (CON-1, CON-2).</summary>
public sealed class ContactImporter
{
    private const int RowsAtOnce = 2_000;

    /// <summary>A process that reads a file says so more often than this, or is gone.</summary>
    internal static readonly Duration ReadingLease = Duration.FromMinutes(5);

    internal static readonly Refusal Abandoned = Refusal.Invalid(
        "The file was not read to its end: the server that read it stopped, or nothing came for minutes. Nothing of it was "
        + "taken; send it again.",
        "csv");

    private readonly IContactImportStore _store;
    private readonly IContactStore _contacts;
    private readonly ICampaignStore _campaigns;
    private readonly ImportMerger _merger;
    private readonly IEventStream _events;
    private readonly IClock _clock;
    private readonly TimeProvider _time;

    internal ContactImporter(
        IContactImportStore store, IContactStore contacts, ICampaignStore campaigns, ImportMerger merger, IEventStream events,
        IClock clock, TimeProvider time) => (_store, _contacts, _campaigns, _merger, _events, _clock, _time) =
        (store, contacts, campaigns, merger, events, clock, time);

    /// <summary>Reads a file to its end, in constant memory. The rows are then merged in the background: see
    /// <see cref="FindAsync"/> for how far it is.</summary>
    /// <param name="listName">1 to 200 characters; a list of that name grows, or is made.</param>
    /// <returns>The import, merging; or why the file is refused as a whole, with the import that failed if it had begun.</returns>
    public async Task<Outcome<ContactImport>> StartAsync(
        Actor actor, string listName, Stream csv, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (OneLine.Read(listName, 200) is not { } name)
        {
            return Refusal.Invalid("A list's name has 1 to 200 characters, on one line.", "listName");
        }

        var fields = await _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken);
        var opened = await ContactFile.OpenAsync(csv, fields, cancellationToken);
        if (opened.IsRefused)
        {
            return Outcome.Refused<ContactImport>(opened.Refusals);
        }

        using var file = opened.Value;
        var import = new ContactImport
        {
            Id = ContactImportId.New(),
            ListName = name,
            User = actor.User,
            StartedAt = _clock.Now(),
        };
        await _store.AddAsync(actor.Campaign, import, ReadingLease, cancellationToken);
        var failure = await StageAsync(actor.Campaign, import.Id, file, cancellationToken);
        if (failure != Abandoned)
        {
            bool isFinished;
            do
            {
                var list = failure is null
                    ? await _contacts.GetListAsync(actor.Campaign, name, import.StartedAt, cancellationToken)
                    : null;
                isFinished = await _store.FinishReadingAsync(
                    actor.Campaign, import.Id, list?.Id, file.UnknownColumns, failure, cancellationToken);
            }
            while (!isFinished); // The list was deleted in between: it is made anew.
        }

        FaultPoint.Reach("import.read");
        _events.Publish(new P2PEvent.ImportProgressed(actor.Campaign, import.Id));
        var read = await _store.FindAsync(actor.Campaign, import.Id, cancellationToken) ?? import;
        return failure is null ? read : Outcome.Refused(failure, read);
    }

    /// <summary>Reads a file and merges it before it answers: for small ones.</summary>
    public async Task<Outcome<ContactImport>> ImportAsync(
        Actor actor, string listName, Stream csv, CancellationToken cancellationToken = default)
    {
        var started = await StartAsync(actor, listName, csv, cancellationToken);
        if (started.IsRefused)
        {
            return started;
        }

        var id = started.Value.Id;
        while (await _store.FindAsync(actor.Campaign, id, cancellationToken) is { State: ImportState.Merging })
        {
            // The background may merge the same import: each chunk is taken over once, by whoever comes first.
            await _merger.MergeAsync(actor.Campaign, id, most: int.MaxValue, cancellationToken);
        }

        return (await _store.FindAsync(actor.Campaign, id, cancellationToken))!;
    }

    /// <summary>An import and how far it is. Admins only.</summary>
    public async Task<Outcome<ContactImport>> FindAsync(
        Actor actor, ContactImportId id, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.FindAsync(actor.Campaign, id, cancellationToken) is { } import ? import
        : Refusal.NotFound("import");

    /// <summary>The rows that are not simply created, updated or unchanged. Admins only.</summary>
    public async Task<Outcome<Page<ImportRow>>> PageRowsAsync(
        Actor actor, ContactImportId id, PageRequest page, CancellationToken cancellationToken = default)
    {
        var import = await FindAsync(actor, id, cancellationToken);
        return import.IsRefused
            ? Outcome.Refused<Page<ImportRow>>(import.Refusals)
            : await _store.PageRowsAsync(actor.Campaign, id, page, cancellationToken);
    }

    /// <returns>Why the file is refused as a whole; <see langword="null"/> if it was read to its end.</returns>
    private async Task<Refusal?> StageAsync(
        CampaignId campaign, ContactImportId id, ContactFile file, CancellationToken cancellationToken)
    {
        var staging = Task.FromResult(true);
        try
        {
            var rows = new List<StagedRow>(RowsAtOnce);
            var kept = _time.GetTimestamp();
            await foreach (var row in file.ReadRowsAsync(cancellationToken))
            {
                rows.Add(StagedContent.Write(row));
                if (rows.Count == RowsAtOnce || _time.GetElapsedTime(kept) > ReadingLease.ToTimeSpan() / 5)
                {
                    if (!await staging)
                    {
                        return Abandoned;
                    }

                    kept = _time.GetTimestamp();
                    staging = StageAsync(campaign, id, rows, cancellationToken); // Meanwhile the next rows are read.
                    rows = new List<StagedRow>(RowsAtOnce);
                }
            }

            if (!await staging || !await _store.KeepReadingAsync(campaign, id, ReadingLease, cancellationToken))
            {
                return Abandoned;
            }

            if (file.Broken is null && rows.Count > 0)
            {
                await _store.StageAsync(campaign, id, rows, cancellationToken);
            }

            return file.Broken;
        }
        catch (Exception)
        {
            await ((Task)staging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (await _store.KeepReadingAsync(campaign, id, ReadingLease, CancellationToken.None))
            {
                var failure = Refusal.Invalid("The file ended before it was read whole. Nothing of it was taken; send it again.");
                await _store.FinishReadingAsync(campaign, id, null, file.UnknownColumns, failure, CancellationToken.None);
            }

            throw;
        }
    }

    /// <returns>False if the import was given up meanwhile.</returns>
    private async Task<bool> StageAsync(
        CampaignId campaign, ContactImportId id, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken)
    {
        if (!await _store.KeepReadingAsync(campaign, id, ReadingLease, cancellationToken))
        {
            return false;
        }

        await _store.StageAsync(campaign, id, rows, cancellationToken);
        FaultPoint.Reach("import.reading");
        _events.Publish(new P2PEvent.ImportProgressed(campaign, id));
        return true;
    }
}
