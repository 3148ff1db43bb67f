using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace P2P.Benchmarks.Load.References;

/// <summary>Endpoints that do the least that could be done for the same; a process of its own, <c>references URL DATABASE</c>.</summary>
internal static class ReferenceServer
{
    public const string Argument = "references";

    public static async Task RunAsync(string url, string? database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", url);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        Delegate empty = () => TypedResults.Text("{}", "application/json");
        app.MapPost("/empty", empty);
        await using var source = database is null ? null : NpgsqlDataSource.Create(
            database + ";Max Auto Prepare=20;Auto Prepare Min Usages=1;No Reset On Close=true;Maximum Pool Size=32");
        if (source is not null)
        {
            var sends = new BareSendEndpoint(source);
            var claims = new BareClaimEndpoint(source);
            Delegate send = sends.SendAsync, claim = claims.ClaimAsync;
            app.MapPost("/send/{target:int}", send);
            app.MapPost("/claim/{user:int}", claim);
        }

        await app.RunAsync();
    }
}
