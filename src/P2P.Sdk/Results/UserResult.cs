using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results;

/// <summary>What a user did in an action (RES-3).</summary>
/// <param name="Numbers">Those that <see cref="Tally"/> says are a user's.</param>
/// <param name="Participation"><see langword="null"/>: the user never did anything in it.</param>
public sealed record UserResult(User User, Tally Numbers, Participation? Participation);
