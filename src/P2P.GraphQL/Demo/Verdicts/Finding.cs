namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>One line of the verdict.</summary>
/// <param name="Name">What was looked at, such as <c>sent twice</c>.</param>
/// <param name="Wrong">How many things are not as they must be; 0 passes.</param>
/// <param name="Says">The numbers, in words a person understands.</param>
internal sealed record Finding(string Name, int Wrong, string Says)
{
    public bool Passes => Wrong == 0;
}
