using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Actions;
using P2P.Sdk.EntityFrameworkCore.Tests.Results;
using P2P.Sdk.Testing;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Postgres;

public sealed class PostgresActionStoreTests : ActionStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresAssignmentStoreTests : AssignmentStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresCampaignStoreTests : CampaignStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresCarrierEventStoreTests : CarrierEventStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresMessageMediaStoreTests : MessageMediaStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresContactImportStoreTests : ContactImportStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresContactStoreTests : ContactStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresConversationReadingTests : ConversationReadingContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresConversationStoreTests : ConversationStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresCountStoreTests : CountStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    protected override Task<bool> SpoilAsync(TextingAction action) => _database.Open().SpoilAsync(World.Id, action.Id);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresDispatchStoreTests : DispatchStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresActionAudienceTests : ActionAudienceContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresListMembersTests : ListMembersContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresFolderStoreTests : FolderStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresExportStoreTests : ExportStoreContract, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}
