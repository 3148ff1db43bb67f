using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;
using P2P.Sdk.Testing.Histories;
using Xunit.Abstractions;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Histories;

public sealed class SqliteHistoryTests(ITestOutputHelper output) : HistoryContract(output)
{
    protected override HistoryStore CreateStore() => new SqliteHistoryStore();

    private sealed class SqliteHistoryStore : HistoryStore
    {
        private readonly TemporaryDatabase _database = new(inMemory: true);

        public override void Use(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _database.Dispose();
        }
    }
}
