namespace P2P.Sdk.Districts;

/// <summary>A set of ZIP codes, by which actions are limited to users (PUB-3).</summary>
/// <param name="Name">1 to 100 characters, on one line; unique in the campaign without regard to case.</param>
/// <param name="Zips">Five digits each, in their order.</param>
public sealed record District(DistrictId Id, string Name, IReadOnlyList<string> Zips);

public enum DistrictResult
{
    Done,

    /// <summary>The campaign has no such district.</summary>
    NotFound,

    /// <summary>Another district has this name.</summary>
    NameTaken,

    /// <summary>An action is limited by it: to be published, or published already, where it cannot change any more.</summary>
    InUse,
}
