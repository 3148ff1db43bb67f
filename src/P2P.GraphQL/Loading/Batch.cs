using GraphQL.DataLoader;
using P2P.Sdk;

namespace P2P.GraphQL.Loading;

/// <summary>Collects the keys that one level of a query asks for, and loads them together.</summary>
/// <remarks>
/// GraphQL.NET first resolves all fields of a level, then asks for the results: the first to be asked loads for all. Nothing
/// is kept beyond that, so a subscription's later events read what is true then.
/// </remarks>
/// <param name="load">Is given at most 200 keys, each once; what it does not return is as if not there.</param>
internal sealed class Batch<TKey, TValue>(
    Func<Actor, IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> load)
    where TKey : notnull
{
    private const int Most = 200;

    private readonly Lock _lock = new();
    private Round _round = new(load);

    /// <param name="map">Makes what the field shows, of the default value where the key was not there.</param>
    public IDataLoaderResult<T> Load<T>(Actor actor, TKey key, Func<TValue?, T> map)
    {
        lock (_lock)
        {
            if (!_round.TryAdd(key))
            {
                _round = new(load);
                _round.TryAdd(key);
            }

            return new Pending<T>(_round, actor, key, map);
        }
    }

    private sealed class Round(Func<Actor, IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> load)
    {
        private readonly Lock _lock = new();
        private readonly HashSet<TKey> _keys = [];
        private Task<Dictionary<TKey, TValue>>? _loaded;

        public bool TryAdd(TKey key)
        {
            lock (_lock)
            {
                if (_loaded is null)
                {
                    _keys.Add(key);
                }

                return _loaded is null;
            }
        }

        public Task<Dictionary<TKey, TValue>> LoadAsync(Actor actor, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                return _loaded ??= LoadAllAsync(actor, cancellationToken);
            }
        }

        private async Task<Dictionary<TKey, TValue>> LoadAllAsync(Actor actor, CancellationToken cancellationToken)
        {
            var all = new Dictionary<TKey, TValue>();
            foreach (var keys in _keys.Chunk(Most))
            {
                foreach (var (key, value) in await load(actor, keys, cancellationToken))
                {
                    all[key] = value;
                }
            }

            return all;
        }
    }

    private sealed class Pending<T>(Round round, Actor actor, TKey key, Func<TValue?, T> map) : IDataLoaderResult<T>
    {
        public async Task<T> GetResultAsync(CancellationToken cancellationToken) =>
            map((await round.LoadAsync(actor, cancellationToken)).GetValueOrDefault(key));

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) =>
            await GetResultAsync(cancellationToken);
    }
}

/// <summary>What needs no loading.</summary>
internal sealed class Known<T>(T value) : IDataLoaderResult<T>
{
    public Task<T> GetResultAsync(CancellationToken cancellationToken) => Task.FromResult(value);

    Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => Task.FromResult<object?>(value);
}
