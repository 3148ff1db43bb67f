using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.Contacts.Import;

/// <summary>What a chunk of rows makes of the contacts, row by row in the order of the file: the rule.</summary>
internal sealed class ChunkMerge(
    CampaignId campaign, ImportChunk chunk, Instant now, IReadOnlyDictionary<PhoneNumber, LineType> lineTypes)
{
    private readonly Dictionary<PhoneNumber, ConversationChange> _changes = [];
    private readonly HashSet<ContactId> _onList = [];
    private readonly List<ImportRow> _outcomes = [];
    private ContactImport _import = chunk.Import;

    /// <summary>Whose rows say so on any line, also on one that is passed over as a duplicate.</summary>
    private HashSet<PhoneNumber> _optsOut = [];

    /// <param name="rows">Those of the chunk, in the order of the file.</param>
    public void Take(IReadOnlyList<ContactFileRow> rows)
    {
        _optsOut = [.. rows.Where(row => row.Values is { OptsOut: true }).Select(row => row.Values!.Phone)];
        foreach (var row in rows)
        {
            Take(row);
        }
    }

    private void Take(ContactFileRow row)
    {
        if (row.Values is not { } values)
        {
            var outcome = row.Problem == ContactRowProblem.InvalidPhoneNumber ? ImportOutcome.InvalidPhoneNumber : ImportOutcome.Malformed;
            _outcomes.Add(new(row.Line, outcome, row.Message));
            _import = _import with { Rejected = _import.Rejected + 1 };
            return;
        }

        if (chunk.Duplicates.Contains(row.Line))
        {
            _outcomes.Add(new(row.Line, ImportOutcome.Duplicate, "The same number stands on an earlier line, which was taken."));
            _import = _import with { Duplicates = _import.Duplicates + 1 };
            return;
        }

        Merge(row, values);
    }

    public ImportChunkResult Result() => new(
        campaign, chunk.Import, _import, [.. _changes.Values], [.. _onList], _outcomes);

    private void Merge(ContactFileRow row, ContactValues values)
    {
        var existing = chunk.Existing.GetValueOrDefault(values.Phone);
        var (contact, outcome) = ContactMerge.Take(existing, values, ContactId.New(), now);
        if (existing is null)
        {
            contact = contact with { LineType = lineTypes.GetValueOrDefault(values.Phone) };
        }

        _onList.Add(contact.Id);
        var optedOut = contact.OptedOut || _optsOut.Contains(values.Phone) || chunk.OptedOut.Contains(values.Phone);
        if (outcome != ImportOutcome.Unchanged)
        {
            _changes[values.Phone] = Change(existing, contact, values);
        }

        Count(row, outcome, optedOut, contact.LineType == LineType.Landline);
    }

    private ConversationChange Change(Contact? existing, Contact contact, ContactValues values)
    {
        var change = new ConversationChange { Campaign = campaign, Before = existing, After = contact };
        if (contact.OptedOut || !(_optsOut.Contains(values.Phone) || chunk.OptedOut.Contains(values.Phone)))
        {
            return change;
        }

        // A new contact: it has no targets and no texts yet that an opt-out would hold back.
        change = change with
        {
            After = ContactMarks.Apply(contact, [Tag.OptOutName], Contact.NoFields, []) with { OptedOut = true },
        };
        return chunk.OptedOut.Contains(values.Phone) ? change : change with
        {
            OptOut = new(values.Phone, OptOutSource.Import, now, contact.Id, chunk.Import.User, null, null),
            Audit =
            [
                new(now, chunk.Import.User, "contact.opted_out", contact.Id.ToString(), nameof(OptOutSource.Import)),
            ],
        };
    }

    private void Count(ContactFileRow row, ImportOutcome outcome, bool optedOut, bool landline)
    {
        _import = outcome switch
        {
            ImportOutcome.Created => _import with { Created = _import.Created + 1 },
            ImportOutcome.Updated => _import with { Updated = _import.Updated + 1 },
            _ => _import with { Unchanged = _import.Unchanged + 1 },
        };
        _import = _import with
        {
            OptedOut = _import.OptedOut + (optedOut ? 1 : 0),
            Landlines = _import.Landlines + (landline ? 1 : 0),
        };
        _outcomes.Add((optedOut, landline) switch
        {
            (true, _) => new(row.Line, ImportOutcome.OptedOut, With("Taken, but this number has opted out.")),
            (_, true) => new(row.Line, ImportOutcome.Landline, With("Taken, but a landline cannot be texted.")),
            _ => new(row.Line, outcome, row.Message),
        });

        string With(string reason) => row.Message.Length == 0 ? reason : $"{reason} {row.Message}";
    }
}
