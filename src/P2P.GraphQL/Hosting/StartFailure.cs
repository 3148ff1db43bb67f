using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using P2P.Sdk.EntityFrameworkCore;

namespace P2P.GraphQL.Hosting;

/// <summary>Why a server does not start, for whoever typed the command.</summary>
internal static class StartFailure
{
    /// <returns>One sentence; <see langword="null"/> if this is not the doing of an option.</returns>
    public static string? Explain(Exception failure) => failure switch
    {
        FormatException or UriFormatException => $"--urls is an address such as http://localhost:5080. {failure.Message}",
        StartRefusedException refused => refused.Message,
        PendingMigrationsException lacking =>
            $"The database lacks {lacking.Pending.Count} migration(s), the first of them {lacking.Pending[0]}: run migrate first.",
        // The server's and the driver's sentences name server, database and role, and no password.
        NpgsqlException => $"--postgres cannot be reached. {failure.Message}",
        InvalidOperationException { InnerException: NpgsqlException inner } => Explain(inner), // As EF Core passes it on.
        SqliteException => $"--database cannot be opened as a SQLite file. {failure.Message}",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"{failure.Message} Another server may run already; --urls and --database keep two apart.",
        InvalidDataException unreadable => unreadable.Message,
        OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
        AggregateException { InnerExceptions: var all } when all.All(one => one is OptionsValidationException) =>
            string.Join(Environment.NewLine, all.Select(Explain)),
        _ => null,
    };

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code; 1, with the reason on the error output, if an option prevents it.</returns>
    public static async Task<int> ExplainedAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception failure) when (Explain(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }
}
