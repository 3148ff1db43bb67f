using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using P2P.Sdk;
using P2P.Sdk.Assignments;
using P2P.Sdk.Blobs;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PSqliteExtensions
{
    /// <summary>Keeps everything in a SQLite file, such as <c>Data Source=p2p.db</c>; photos in a folder beside it, here
    /// <c>p2p.db.blobs</c>, unless <c>UseBlobFolder</c> names another.</summary>
    /// <param name="connectionString">Of Microsoft.Data.Sqlite. A database in memory is refused: it would have one connection
    /// only, and the in-memory stores do the same. Where it names the file otherwise than by its path, photos are refused
    /// until <c>UseBlobFolder</c> says where to keep them.</param>
    /// <param name="migrateAtStart">Whether the host, before it starts anything else, makes the file and its tables or brings
    /// them up to date. Without it the start fails where they are not: the tables may be somebody else's to change.</param>
    /// <exception cref="ArgumentException">The connection string names no file.</exception>
    public static P2PBuilder UseSqlite(this P2PBuilder builder, string connectionString, bool migrateAtStart = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var file = SqliteDatabase.Check(connectionString);
        builder.Services
            .AddSingleton<Database>(services => new SqliteDatabase(file, services.GetRequiredService<TimeProvider>()))
            .AddSingleton(services => new DatabaseSchema(services.GetRequiredService<Database>()))
            .AddSingleton<IHostedService>(services =>
                new SchemaAtStart(services.GetRequiredService<DatabaseSchema>(), nameof(UseSqlite), migrateAtStart))
            .AddSharedStores()
            .AddSingleton<IListMoves, SqliteListMoves>()
            .AddSingleton<IContactImportStore, ContactImportStore>()
            .AddSingleton<IAssignmentStore, SqliteAssignmentStore>()
            .AddSingleton<IConversationStore, SqliteConversationStore>()
            .AddSingleton<IDispatchStore, SqliteDispatchStore>()
            .AddSingleton<ICarrierEventStore, SqliteCarrierEventStore>();
        if (SqliteDatabase.PathOf(file) is { } path)
        {
            builder.Services.TryAddSingleton<IBlobStore>(_ => new BlobFolder($"{path}.blobs"));
        }

        return builder;
    }
}
