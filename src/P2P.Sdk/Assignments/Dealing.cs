using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Deals contacts out to receivers: each to one of those who have fewest, by chance.</summary>
internal sealed class Dealing
{
    private readonly PriorityQueue<UserId, (int Contacts, int Chance)> _next = new();
    private readonly Dictionary<UserId, int> _given;

    /// <param name="receivers">None for a release.</param>
    /// <param name="given">How many each has got so far.</param>
    public Dealing(IReadOnlyList<UserId> receivers, IReadOnlyList<ReceivedContacts> given)
    {
        _given = receivers.Distinct().ToDictionary(
            user => user, user => given.FirstOrDefault(g => g.User == user)?.Contacts ?? 0);
        foreach (var (user, contacts) in _given)
        {
            _next.Enqueue(user, (contacts, Random.Shared.Next()));
        }
    }

    /// <returns><see langword="null"/> where there are no receivers.</returns>
    public UserId? Next()
    {
        if (!_next.TryDequeue(out var user, out _))
        {
            return null;
        }

        _next.Enqueue(user, (++_given[user], Random.Shared.Next()));
        return user;
    }
}
