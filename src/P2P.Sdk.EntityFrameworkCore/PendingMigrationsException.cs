namespace P2P.Sdk.EntityFrameworkCore;

/// <summary>Stops a host as it starts: tables are missing or older than this version, and it may not change them.</summary>
public sealed class PendingMigrationsException : InvalidOperationException
{
    /// <param name="method">The method that registered the database, to say it by.</param>
    internal PendingMigrationsException(IReadOnlyList<string> pending, string method)
        : base(
            $"The database lacks {pending.Count} migration(s), the first of them {pending[0]}. "
            + $"Apply them before the start, or ask for it: {method}(connectionString, migrateAtStart: true).") =>
        Pending = pending;

    /// <summary>Oldest first; at least one.</summary>
    public IReadOnlyList<string> Pending { get; }
}
