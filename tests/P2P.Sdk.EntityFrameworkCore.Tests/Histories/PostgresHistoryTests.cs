using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.EntityFrameworkCore.Tests.Postgres;
using P2P.Sdk.Testing.Histories;
using Xunit.Abstractions;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Histories;

public sealed class PostgresHistoryTests(ITestOutputHelper output) : HistoryContract(output)
{
    // A history takes seconds here: a database of its own, new connections after each crash.
    protected override int OrdinaryHistories => 4;

    protected override HistoryStore CreateStore() => new PostgresHistoryStore();

    private sealed class PostgresHistoryStore : HistoryStore
    {
        private readonly TemporaryPostgres _database = new();

        public override void Use(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _database.Dispose();
        }
    }
}
