using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.EntityFrameworkCore.Tests.Postgres;
using P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Crm;

public sealed class SqliteCrmOutboxTests : CrmOutboxContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresCrmOutboxTests : CrmOutboxContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteCrmTests : CrmPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresCrmTests : CrmPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    [Fact]
    public async Task Without_mappings_no_commit_has_a_statement_more()
    {
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.HearAsync((await World.ThreadAsync(contact))[0], MessageStatus.Delivered);
        Done(await World.TryReportAsync(World.Ana, contact, action, "Will Vote", "Wrong Number"));
        await World.ReceiveAsync(contact, "STOP");
        Assert.Empty(_database.StatementsHaving("INTO crm_entries"));
        Done(await World.Crm.FindAsync(World.Admin));
        Assert.NotEmpty(_database.StatementsHaving("FROM crm_entries")); // The watch sees them where there are any.
    }

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}
