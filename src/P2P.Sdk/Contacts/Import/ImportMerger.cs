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
    /// <summary>Small enough that no send waits for it (CON-2).</summary>
    private const int ChunkRows = 500;

    public async Task MergeChunkAsync(CampaignId campaign, ContactImportId id, CancellationToken cancellationToken)
    {
        var chunk = await store.ReadChunkAsync(campaign, id, ChunkRows, cancellationToken);
        var rows = chunk.Rows.Select(StagedContent.Read).ToList();
        await campaigns.AddTagsAsync(
            campaign, [.. rows.SelectMany(r => r.Values?.Tags ?? []).Distinct().Select(t => new Tag(t))], cancellationToken);
        while (await OptOutKnownAsync(campaign, chunk, rows, cancellationToken))
        {
            chunk = await store.ReadChunkAsync(campaign, id, ChunkRows, cancellationToken);
            rows = [.. chunk.Rows.Select(StagedContent.Read)];
        }

        Spell(rows, await campaigns.ListTagsAsync(campaign, cancellationToken));

        var merge = new ChunkMerge(campaign, chunk, clock.Now(), await LineTypesAsync(chunk, rows, cancellationToken));
        merge.Take(rows);

        // Where it does not hold, a contact has changed meanwhile: the chunk is still there for the next try.
        FaultPoint.Reach("import.merging");
        if (await store.CommitChunkAsync(merge.Result(), cancellationToken))
        {
            FaultPoint.Reach("import.merged");
            events.Publish(new P2PEvent.ImportProgressed(campaign, id));
        }
    }

    /// <summary>Two spellings of one tag are one tag: the campaign's is kept.</summary>
    private static void Spell(IEnumerable<ContactFileRow> rows, IReadOnlyList<Tag> known)
    {
        var spelling = known.DistinctBy(t => Tag.Key(t.Name)).ToDictionary(t => Tag.Key(t.Name), t => t.Name);
        foreach (var values in rows.Select(r => r.Values).OfType<ContactValues>().Where(v => v.Tags.Count > 0))
        {
            values.Tags = [.. values.Tags.Select(t => spelling.GetValueOrDefault(Tag.Key(t), t))];
        }
    }

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
