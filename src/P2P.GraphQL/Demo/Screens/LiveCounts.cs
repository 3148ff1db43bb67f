namespace P2P.GraphQL.Demo.Screens;

/// <summary>What the <c>actionCounts</c> subscription tells.</summary>
internal sealed record LiveCounts
{
    public int InitialMessages { get; init; }

    public int Responses { get; init; }

    public int PeopleReplied { get; init; }

    public int FollowUps { get; init; }

    public int OptOuts { get; init; }

    public int ManualOptOuts { get; init; }

    public int MessagesRemaining { get; init; }

    public int NeedsAttention { get; init; }

    public int TransportErrors { get; init; }

    public int CarrierFiltered { get; init; }

    public int Safeguards { get; init; }

    public int ReportsFilled { get; init; }

    public int Segments { get; init; }

    /// <summary>Of those who can be texted, how many have been; from 0 to 1.</summary>
    public double Progress => InitialMessages + MessagesRemaining is > 0 and var all ? (double)InitialMessages / all : 0;
}
