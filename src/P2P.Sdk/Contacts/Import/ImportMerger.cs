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

    /// <returns>Whether there was a chunk: there may be another.</returns>
    public async Task<bool> MergeChunkAsync(CampaignId campaign, ContactImportId id, CancellationToken cancellationToken)
    {
        var chunk = await store.ReadChunkAsync(campaign, id, ChunkRows, cancellationToken);
        var rows = chunk.Rows.Select(StagedContent.Read).ToList();
        while (await OptOutKnownAsync(campaign, chunk, rows, cancellationToken))
        {
            chunk = await store.ReadChunkAsync(campaign, id, ChunkRows, cancellationToken);
            rows = [.. chunk.Rows.Select(StagedContent.Read)];
        }

        if (rows.Count == 0)
        {
            return false;
        }

        await SpellAsync(campaign, rows, cancellationToken);
        var merge = new ChunkMerge(campaign, chunk, clock.Now(), await LineTypesAsync(chunk, rows, cancellationToken));
        merge.Take(rows);

        // Where it does not hold, a contact has changed meanwhile: the chunk is still there for the next try.
        FaultPoint.Reach("import.merging");
        if (await store.CommitChunkAsync(merge.Result(), cancellationToken))
        {
            FaultPoint.Reach("import.merged");
            events.Publish(new P2PEvent.ImportProgressed(campaign, id));
        }

        return true;
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
    private async Task<bool> OptOutKnownAsync(
        CampaignId campaign, ImportChunk chunk, IReadOnlyList<ContactFileRow> rows, CancellationToken cancellationToken)
    {
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
                read => Decision<Contact>.Write(
                    OptOutRule.Apply(
                        new() { Campaign = campaign, Before = read!.Contact, After = read.Contact! },
                        read,
                        new(
                            phone, OptOutSource.Import, clock.Now(), contact.Id, chunk.Import.User, null,
                            read.Contact!.CurrentAction)),
                    read.Contact!),
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
}
