using Microsoft.Extensions.Hosting;
using P2P.Sdk;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.EntityFrameworkCore.Users;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PPostgreSqlExtensions
{
    /// <summary>Keeps everything in a PostgreSQL database, such as <c>Host=localhost;Database=p2p;Username=p2p</c>, which any
    /// number of nodes share. Photos are files: <c>UseBlobFolder</c> names a folder that the nodes share too, without which
    /// none is taken.</summary>
    /// <param name="connectionString">Of Npgsql. What it leaves open is chosen: at most 32 connections a node, and statements
    /// that recur are prepared.</param>
    /// <param name="migrateAtStart">Whether the host, before it starts anything else, makes the database and its tables or
    /// brings them up to date. Without it the start fails where they are not: the role that serves need not be one that may
    /// change tables.</param>
    /// <exception cref="ArgumentException">The connection string names no server.</exception>
    public static P2PBuilder UsePostgreSql(this P2PBuilder builder, string connectionString, bool migrateAtStart = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var database = new PostgresDatabase(connectionString); // Opens no connection.
        builder.Services
            .AddSingleton(_ => database)
            .AddSingleton<Database>(services => new PostgresSessions(
                services.GetRequiredService<PostgresDatabase>(), services.GetRequiredService<TimeProvider>()))
            .AddSingleton(services => new DatabaseSchema(services.GetRequiredService<Database>()))
            .AddSingleton<IHostedService>(services =>
                new SchemaAtStart(services.GetRequiredService<DatabaseSchema>(), nameof(UsePostgreSql), migrateAtStart))
            .AddSharedStores()
            .AddSingleton<IListMoves, PostgresListMoves>()
            .AddSingleton<IContactImportStore, PostgresContactImportStore>()
            .AddSingleton<ICampaignStore, PostgresCampaignStore>()
            .AddSingleton<IUserStore, PostgresUserStore>()
            .AddSingleton<IAssignmentStore, PostgresAssignmentStore>()
            .AddSingleton<IConversationStore, PostgresConversationStore>()
            .AddSingleton<IDispatchStore, PostgresDispatchStore>()
            .AddSingleton<ICarrierEventStore, PostgresCarrierEventStore>();
        return builder;
    }
}
