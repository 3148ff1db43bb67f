namespace P2P.Sdk.Assignments.Strategies;

/// <summary>The strategies that this process knows, by name.</summary>
internal sealed class AssignmentStrategies(IEnumerable<IAssignmentStrategy> strategies)
{
    private readonly Dictionary<string, IAssignmentStrategy> _byName = strategies.ToDictionary(strategy => strategy.Name);

    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The default where an action names one that was taken out of the app since.</summary>
    public IAssignmentStrategy Of(string name) => _byName.GetValueOrDefault(name) ?? _byName[FirstCome.Called];

    public bool IsKnown(string name) => _byName.ContainsKey(name);
}
