namespace P2P.Benchmarks.Load;

/// <summary>What the command measures with.</summary>
internal sealed record LoadOptions
{
    /// <summary>Of the campaign that is imported and texted.</summary>
    public required int Contacts { get; init; }

    /// <summary>How many text at once, load by load.</summary>
    public required IReadOnlyList<int> Volunteers { get; init; }

    /// <summary>Turns of every ratio: ours and the reference, one after the other.</summary>
    public required int Turns { get; init; }

    /// <summary>Messages of the campaigns by which reads are shown not to grow.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>Parts of the command to run; empty: all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    public FileInfo? Json { get; init; }

    /// <summary>The server's program, such as a published one's; <see langword="null"/>: the one built with this command.</summary>
    public FileInfo? Server { get; init; }
}
