namespace P2P.GraphQL.Transport.Documents;

/// <summary>What one operation or fragment of a document holds, and what it comes to with its fragments filled in.</summary>
internal sealed class Definition
{
    /// <summary>Fields and spreads, as written.</summary>
    public int Fields { get; set; }

    /// <summary>The most brackets that are open at once, as written.</summary>
    public int Depth { get; set; }

    /// <summary>The named fragments that it spreads, and how deep. A name may stand here many times.</summary>
    public List<(string Fragment, int Depth)> Spreads { get; } = [];

    public Measuring State { get; set; }

    public long ExpandedFields { get; set; }

    public int ExpandedDepth { get; set; }

    /// <summary>Fragments on the longest way down from here.</summary>
    public int Chain { get; set; }

    public enum Measuring
    {
        NotYet,
        Now,
        Done,
    }
}
