using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Hosting;
using P2P.GraphQL.Hosting.Shutdown;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk.EntityFrameworkCore;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>A server is ready as long as it can serve, and says that it is not before it ends.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_database_that_lacks_migrations_is_not_ready()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-health-").FullName;
        await using (var app = ServerHost.Build(new() { Database = Path.Combine(folder, "p2p.db"), Environment = "Development", ContentRoot = folder }))
        {
            var health = app.Services.GetRequiredService<HealthCheckService>();
            var report = await health.CheckHealthAsync();
            Assert.Equal(HealthStatus.Unhealthy, report.Status);
            Assert.Matches(@"lacks \d+ migration", report.Entries["database"].Description);
            await app.Services.GetRequiredService<DatabaseSchema>().MigrateAsync(default);
            for (var patience = Eventually.Token(); (await health.CheckHealthAsync()).Status != HealthStatus.Healthy;)
            {
                await Task.Delay(100, patience); // Who asks within a second gets the answer that there is.
            }
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_server_that_is_told_to_end_says_so_and_goes_on_until_balancers_know()
    {
        var time = new OneTimer();
        var drain = new Drain(Options.Create(new ShutdownOptions { Drain = TimeSpan.FromSeconds(10) }), time);
        Assert.Equal(HealthStatus.Healthy, (await drain.CheckHealthAsync(new())).Status);
        var stopping = drain.StoppingAsync(default);
        Assert.Equal(HealthStatus.Unhealthy, (await drain.CheckHealthAsync(new())).Status);
        Assert.False(stopping.IsCompleted);
        Assert.Equal(TimeSpan.FromSeconds(10), time.Due);
        time.Fire();
        await stopping;
    }

    /// <summary>A clock whose timer ends when the test says so.</summary>
    private sealed class OneTimer : TimeProvider
    {
        private Action _fire = () => { };

        public TimeSpan Due { get; private set; }

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Due, _fire) = (dueTime, () => callback(state));
            return new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite);
        }
    }
}
