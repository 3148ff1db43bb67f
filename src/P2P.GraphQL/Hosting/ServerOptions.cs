using NodaTime;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Hosting;

/// <summary>What a server is started with. The rest is configuration, by the usual sources of .NET.</summary>
public sealed record ServerOptions
{
    /// <summary>The addresses to listen at, separated by semicolons, such as <c>http://127.0.0.1:0</c> for a free port;
    /// <see langword="null"/>: those of the configuration, else ASP.NET Core's default.</summary>
    public string? Urls { get; init; }

    /// <summary>The SQLite file; <see langword="null"/>: everything is in memory, and lost with the process.</summary>
    public string? Database { get; init; }

    /// <summary>Whether <see cref="Database"/> was meant, and the configuration's PostgreSQL is not to take its place. Default no.</summary>
    public bool IsDatabaseNamed { get; init; }

    /// <summary>A PostgreSQL database, as Npgsql reads it, instead of the file; its tables must be there (<c>migrate</c>).
    /// <see langword="null"/>: <c>ConnectionStrings:Postgres</c> of the configuration, if it is there.</summary>
    public string? Postgres { get; init; }

    /// <summary>The Redis that carries events between nodes, as StackExchange.Redis reads it; <see langword="null"/>:
    /// <c>ConnectionStrings:Redis</c> of the configuration, if it is there.</summary>
    public string? Redis { get; init; }

    /// <summary>The folder of photos; <see langword="null"/>: <c>Blobs</c> of the configuration, else beside the SQLite file. On
    /// PostgreSQL without either, photos are refused.</summary>
    public string? Blobs { get; init; }

    /// <summary>The business's clock; <see langword="null"/>: the system's.</summary>
    public IClock? Clock { get; init; }

    /// <summary>How the simulated carrier behaves. Where it is set, or the configuration has no section <c>Twilio</c>, texts
    /// go to the simulated carrier; else through Twilio.</summary>
    public Action<SimulatedCarrierOptions>? Carrier { get; init; }

    /// <summary>Such as <c>Development</c>, in which the server signs tokens itself; <see langword="null"/>: by
    /// <c>ASPNETCORE_ENVIRONMENT</c>, else Production.</summary>
    public string? Environment { get; init; }

    /// <summary>The folder of <c>appsettings.json</c> and of Development's key; <see langword="null"/>: the present one.</summary>
    public string? ContentRoot { get; init; }

    /// <summary>In Development, whether an empty database gets a campaign to try things with. Default yes.</summary>
    public bool MakesCampaign { get; init; } = true;

    /// <summary>Changes what is registered, last of all.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}
