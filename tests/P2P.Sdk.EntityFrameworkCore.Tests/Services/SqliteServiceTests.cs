using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Services;

public sealed class SqliteSendingTests : SendingPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteRoundTripTests : RoundTripPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteUndoTests : UndoPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteNumberTests : NumberPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteUndecidedTextTests : UndecidedTextPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteKeptTextTests : KeptTextPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteDispatchTests : DispatchPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteReceivingTests : ReceivingPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteClaimTests : ClaimPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteImportTests : ImportPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteAdministrationTests : AdministrationPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteInboxTests : InboxPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteCountsFeedTests : CountsFeedPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteTenancyTests : TenancyPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteRaceTests : RacePromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteHistoryTests : HistoryPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteBetweenTests : BetweenPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteAudienceTests : AudiencePromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteListTests : ListPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteMarkTests : MarkPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteFolderTests : FolderPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqlitePhotoTests : PhotoPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteMediaTests : MediaPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteExportTests : ExportPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteMembershipTests : MembershipPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteTeamTests : TeamPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteFreezingTests : FreezingPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteLimitTests : LimitPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteReassigningTests : ReassigningPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteAssignmentTests : AssignmentPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteOversightTests : OversightPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class SqliteResultTests : ResultPromises, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UseSqlite(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}
