using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Actions;
using P2P.Sdk.EntityFrameworkCore.Tests.Results;
using P2P.Sdk.Testing;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqliteActionStoreTests : ActionStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteAssignmentStoreTests : AssignmentStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteCampaignStoreTests : CampaignStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteCarrierEventStoreTests : CarrierEventStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteMessageMediaStoreTests : MessageMediaStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteContactImportStoreTests : ContactImportStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteContactStoreTests : ContactStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteConversationReadingTests : ConversationReadingContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteConversationStoreTests : ConversationStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteCountStoreTests : CountStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    protected override async Task<bool> SpoilAsync(TextingAction action)
    {
        await using var database = _database.Open();
        return await database.SpoilAsync(World.Id, action.Id);
    }

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteDispatchStoreTests : DispatchStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteActionAudienceTests : ActionAudienceContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteListMembersTests : ListMembersContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteFolderStoreTests : FolderStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteExportStoreTests : ExportStoreContract, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}
