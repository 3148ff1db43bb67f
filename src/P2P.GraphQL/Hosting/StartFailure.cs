using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace P2P.GraphQL.Hosting;

/// <summary>Why a server does not start, for whoever typed the command.</summary>
internal static class StartFailure
{
    /// <returns>One sentence; <see langword="null"/> if this is not the doing of an option.</returns>
    public static string? Explain(Exception failure) => failure switch
    {
        FormatException or UriFormatException => $"--urls is an address such as http://localhost:5080. {failure.Message}",
        SqliteException => $"--database cannot be opened as a SQLite file. {failure.Message}",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"{failure.Message} Another server may run already; --urls and --database keep two apart.",
        OptionsValidationException wrong => string.Join(Environment.NewLine, wrong.Failures),
        _ => null,
    };
}
