using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.EntityFrameworkCore.Tests.Postgres;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Services;

public sealed class PostgresSendingTests : SendingPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresRoundTripTests : RoundTripPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresUndoTests : UndoPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresNumberTests : NumberPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresUndecidedTextTests : UndecidedTextPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresKeptTextTests : KeptTextPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresDispatchTests : DispatchPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresReceivingTests : ReceivingPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresClaimTests : ClaimPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresImportTests : ImportPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresAdministrationTests : AdministrationPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresInboxTests : InboxPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresCountsFeedTests : CountsFeedPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresTenancyTests : TenancyPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresRaceTests : RacePromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresHistoryTests : HistoryPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresBetweenTests : BetweenPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresAudienceTests : AudiencePromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresListTests : ListPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresMarkTests : MarkPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresFolderTests : FolderPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresPhotoTests : PhotoPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresMediaTests : MediaPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresExportTests : ExportPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresMembershipTests : MembershipPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresTeamTests : TeamPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresFreezingTests : FreezingPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresLimitTests : LimitPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresReassigningTests : ReassigningPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresAssignmentTests : AssignmentPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresOversightTests : OversightPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

public sealed class PostgresResultTests : ResultPromises, IDisposable
{
    private readonly TemporaryPostgres _database = new();

    protected override void UseStore(P2PBuilder builder) => builder.UsePostgreSql(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}
