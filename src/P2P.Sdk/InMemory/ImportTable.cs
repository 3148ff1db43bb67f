using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;

namespace P2P.Sdk.InMemory;

/// <summary>An import, its stage, and what became of its rows.</summary>
internal sealed class ImportTable
{
    public required ContactImport Import { get; set; }

    /// <summary>By line.</summary>
    public SortedDictionary<int, StagedRow> Stage { get; } = [];

    /// <summary>The line at which each number stands first; outlives the stage's rows.</summary>
    public Dictionary<PhoneNumber, int> FirstLines { get; } = [];

    /// <summary>By line; only those that an import tells apart.</summary>
    public SortedDictionary<int, ImportRow> Told { get; } = [];

    public (string Node, Instant Until)? Lease { get; set; }

    /// <summary>Until when it is being read for certain.</summary>
    public Instant ReadUntil { get; set; }

    public void Put(StagedRow row)
    {
        Stage.Add(row.Line, row);
        if (row.Phone != default && (!FirstLines.TryGetValue(row.Phone, out var first) || row.Line < first))
        {
            FirstLines[row.Phone] = row.Line;
        }
    }

    public void EmptyStage()
    {
        Stage.Clear();
        FirstLines.Clear();
    }
}
