using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.EntityFrameworkCore.Tests.Postgres;
using P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Notifications;

public sealed class SqlitePushTests : PushPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresPushTests : PushPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}
