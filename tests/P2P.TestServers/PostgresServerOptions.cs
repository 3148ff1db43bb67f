namespace P2P.TestServers;

public sealed record PostgresServerOptions
{
    /// <summary>Whether committed rows outlive a kill (fsync on). Default off, which is several times faster.</summary>
    public bool Durable { get; init; }

    /// <summary>Lines of postgresql.conf, by name, over the defaults here. Default none.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
