namespace P2P.GraphQL.Demo;

/// <summary>What the person at the terminal wants to see.</summary>
internal sealed record DemoOptions
{
    /// <summary>The contact file; <see langword="null"/>: the sample of 2,000 rows.</summary>
    public string? Contacts { get; init; }

    /// <summary>Ends with the verdict instead of staying up.</summary>
    public bool Once { get; init; }

    /// <summary>The SQLite file. The carrier's ledger lies beside it.</summary>
    public string Database { get; init; } = "p2p-demo.db";

    /// <summary>What all chance of the carrier comes from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Simulated seconds per second of the wall: 1 to 3,600; default 1,200, a day of ten hours in half a minute.</summary>
    public double Speed { get; init; } = 1_200;

    /// <summary>Where the server listens; port 0: any that is free.</summary>
    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>How many simulated volunteers text.</summary>
    public int Volunteers { get; init; } = 12;

    /// <summary>Where the carrier keeps its ledger.</summary>
    public string LedgerFile => Path.ChangeExtension(Database, ".ledger.jsonl");

    /// <summary>Where the order of commits is kept: see <see cref="Verdicts.CommitOrder"/>.</summary>
    public string CommitOrderFile => Path.ChangeExtension(Database, ".commits.txt");
}
