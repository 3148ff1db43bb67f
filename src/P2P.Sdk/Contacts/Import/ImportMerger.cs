using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Takes staged rows over into contacts and list, a chunk at a time. After a crash any node goes on.</summary>
internal sealed class ImportMerger(
    IContactImportStore store, ICampaignStore campaigns, ConversationWriter writer, ILineTypes lineTypes, IEventStream events,
    IClock clock)
{
    /// <summary>Small enough that no send waits for it (CON-2); a store may take fewer.</summary>
    private const int ChunkRows = 1_000;

    /// <summary>Merges the next chunks, one after the other. While one is written the next is read.</summary>
    /// <param name="most">Chunks.</param>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> MergeAsync(CampaignId campaign, ContactImportId id, int most, CancellationToken cancellationToken)
    {
        Read? ahead = null;
        for (var merged = 0; merged < most; merged++)
        {
            var next = ahead ?? await ReadAsync(campaign, id, after: 0, cancellationToken);
            while (await OptOutKnownAsync(campaign, next, cancellationToken))
            {
                next = await ReadAsync(campaign, id, after: 0, cancellationToken);
            }

            if (next.Rows.Count == 0)
            {
                return false;
            }

            ahead = await MergeChunkAsync(campaign, next, readAhead: merged < most - 1, cancellationToken);
        }

        return true;
    }

    /// <returns>What was read of the chunk after it, where that still holds.</returns>
    private async Task<Read?> MergeChunkAsync(CampaignId campaign, Read next, bool readAhead, CancellationToken cancellationToken)
    {
        var (chunk, rows) = next;
        await SpellAsync(campaign, rows, cancellationToken);
        var merge = new ChunkMerge(campaign, chunk, clock.Now(), await LineTypesAsync(chunk, rows, cancellationToken));
        merge.Take(rows);
        var result = merge.Result();

        FaultPoint.Reach("import.merging");
        var committing = store.CommitChunkAsync(result, cancellationToken);
        Read? ahead = null;
        try
        {
            ahead = readAhead ? await ReadAsync(campaign, chunk.Import.Id, after: rows[^1].Line, cancellationToken) : null;
        }
        finally
        {
            await ((Task)committing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!await committing)
        {
            return null; // A contact has changed meanwhile: the chunk is still there for the next try.
        }

        FaultPoint.Reach("import.merged");
        events.Publish(new P2PEvent.ImportProgressed(campaign, chunk.Import.Id));

        // Rows that opt out may be of numbers whose contacts were made only now.
        return ahead is null || ahead.Rows.Any(row => row.Values is { OptsOut: true })
            ? null
            : ahead with { Chunk = ahead.Chunk with { Import = result.Import } };
    }

    private async Task<Read> ReadAsync(CampaignId campaign, ContactImportId id, int after, CancellationToken cancellationToken)
    {
        var chunk = await store.ReadChunkAsync(campaign, id, after, ChunkRows, cancellationToken);
        return new(chunk, [.. chunk.Rows.Select(StagedContent.Read)]);
    }

    /// <summary>Two spellings of one tag are one tag: the campaign's is kept. What it does not have yet it gets.</summary>
    private async Task SpellAsync(CampaignId campaign, IReadOnlyList<ContactFileRow> rows, CancellationToken cancellationToken)
    {
        var tagged = rows.Select(r => r.Values).OfType<ContactValues>().Where(v => v.Tags.Count > 0).ToList();
        if (tagged.Count == 0)
        {
            return;
        }

        var known = Spellings(await campaigns.ListTagsAsync(campaign, cancellationToken));
        List<Tag> added = [.. tagged.SelectMany(v => v.Tags).Distinct().Where(t => !known.ContainsKey(Tag.Key(t))).Select(t => new Tag(t))];
        if (added.Count > 0)
        {
            await campaigns.AddTagsAsync(campaign, added, cancellationToken);
            known = Spellings(await campaigns.ListTagsAsync(campaign, cancellationToken));
        }

        foreach (var values in tagged)
        {
            values.Tags = [.. values.Tags.Select(t => known.GetValueOrDefault(Tag.Key(t), t))];
        }
    }

    private static Dictionary<string, string> Spellings(IReadOnlyList<Tag> tags) =>
        tags.DistinctBy(t => Tag.Key(t.Name)).ToDictionary(t => Tag.Key(t.Name), t => t.Name);

    /// <summary>Opt-outs that the file says of contacts there are already: each is a change of its whole conversation.</summary>
    private async Task<bool> OptOutKnownAsync(CampaignId campaign, Read read, CancellationToken cancellationToken)
    {
        var (chunk, rows) = read;
        var any = false;
        foreach (var phone in rows.Where(r => r.Values is { OptsOut: true }).Select(r => r.Values!.Phone))
        {
            if (!chunk.Existing.TryGetValue(phone, out var contact) || contact.OptedOut)
            {
                continue;
            }

            any = true;
            await writer.ChangeAtAnyRateAsync<Contact>(
                campaign,
                new ConversationQuery { Contact = contact.Id },
                now => Decision<Contact>.Write(
                    OptOutRule.Apply(
                        new() { Campaign = campaign, Before = now!.Contact, After = now.Contact! },
                        now,
                        new(
                            phone, OptOutSource.Import, clock.Now(), contact.Id, chunk.Import.User, null,
                            now.Contact!.CurrentAction)),
                    now.Contact!),
                cancellationToken);
        }

        return any;
    }

    private async Task<IReadOnlyDictionary<PhoneNumber, LineType>> LineTypesAsync(
        ImportChunk chunk, IReadOnlyList<ContactFileRow> rows, CancellationToken cancellationToken)
    {
        List<PhoneNumber> made =
            [.. rows.Where(r => r.Values is not null).Select(r => r.Values!.Phone).Distinct().Where(p => !chunk.Existing.ContainsKey(p))];
        var types = made.Count == 0 ? [] : await lineTypes.FindAsync(made, cancellationToken);
        return made.Zip(types).ToDictionary(t => t.First, t => t.Second);
    }

    private sealed record Read(ImportChunk Chunk, List<ContactFileRow> Rows);
}
