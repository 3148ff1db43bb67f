using Microsoft.EntityFrameworkCore;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>The tables on PostgreSQL: ids are <c>uuid</c>, instants <c>timestamptz</c>, texts sort by their bytes.</summary>
internal sealed class PostgresP2PDbContext(DbContextOptions<PostgresP2PDbContext> options) : P2PDbContext(options)
{
    // Rows that every send updates: with room on their page a new version needs no index entry.
    private const int RoomForUpdates = 50;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().UseCollation("C"); // As SQLite compares; also what prefixes are searched by.

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CommitReceiptRow>().ToTable("commit_receipts")
            .HasKey(r => new { r.CampaignId, r.BatchId }).HasName(CommitReceiptRow.Key);
        base.OnModelCreating(modelBuilder);

        // Duplicates are told by one sort of the file: see PostgresContactImportStore.
        var stage = modelBuilder.Entity<StagedContactRow>().Metadata;
        stage.RemoveIndex(stage.GetIndexes().Single());
        modelBuilder.Entity<ActionCountsRow>().HasStorageParameter("fillfactor", RoomForUpdates);
        modelBuilder.Entity<ActionTallyRow>().HasStorageParameter("fillfactor", RoomForUpdates);
        modelBuilder.Entity<ActionWindowRow>().HasStorageParameter("fillfactor", RoomForUpdates);
        modelBuilder.Entity<CarrierEventRow>().Property(r => r.Number).UseIdentityByDefaultColumn(); // Nobody waits for a number.
    }
}
