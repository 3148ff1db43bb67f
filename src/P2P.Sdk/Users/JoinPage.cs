namespace P2P.Sdk.Users;

/// <summary>What somebody may know of a campaign who has its join code.</summary>
public sealed record JoinPage(string Name, string Description, string JoinCode);
