using P2P.Sdk;
using P2P.Sdk.Events;

namespace P2P.GraphQL.Authentication;

/// <summary>Hears of changes of one user while a subscription of theirs runs, so that it ends at once where it has to.</summary>
/// <remarks>Events may be lost: <see cref="SubscriptionGuard"/> asks again before anything old enough is shown.</remarks>
internal sealed class UserWatch : IDisposable
{
    private readonly TaskCompletionSource _never = new();
    private readonly IEventSubscription? _subscription;
    private readonly IAsyncEnumerator<P2PEvent>? _changes;
    private Task? _changed;
    private bool _isOver;

    /// <param name="events"><see langword="null"/>: nothing is heard.</param>
    public UserWatch(IEventStream? events, Actor actor, CancellationToken cancellationToken)
    {
        _subscription = events?.Subscribe(happened => happened is P2PEvent.UserChanged changed
            && changed.User == actor.User && changed.Campaign == actor.Campaign);
        _changes = _subscription?.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>Ends with the next change that nobody has been told of.</summary>
    public Task ChangedAsync()
    {
        if (_changes is null || (_isOver && _changed is null or { IsCompleted: true }))
        {
            return _never.Task;
        }

        if (_changed is null or { IsCompleted: true })
        {
            _changed = WaitAsync(_changes);
        }

        return _changed;
    }

    public void Dispose() => _subscription?.Dispose();

    private async Task WaitAsync(IAsyncEnumerator<P2PEvent> changes)
    {
        try
        {
            _isOver = !await changes.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            _isOver = true; // The subscription ends.
        }
    }
}
