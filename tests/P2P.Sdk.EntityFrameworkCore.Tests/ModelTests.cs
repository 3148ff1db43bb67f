using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Tests;

public class ModelTests
{
    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public void The_campaign_leads_every_key_and_index(string database)
    {
        using var context = NewContext(database);
        var entities = context.Model.GetEntityTypes().ToList();
        var others = entities.Where(e => !Tables.OfNoCampaign.Contains(Tables.NameOf(e))).ToList();

        Assert.Equal(Tables.OfNoCampaign.Count, entities.Count - others.Count);
        Assert.All(others, entity =>
        {
            Assert.All(entity.GetKeys(), key => Assert.Equal("campaign_id", key.Properties[0].GetColumnName()));
            Assert.All(
                entity.GetIndexes().Where(index => !IsOfPersons(index)),
                index => Assert.Equal("campaign_id", index.Properties[0].GetColumnName()));
            Assert.All(entity.GetForeignKeys(), key => Assert.Equal("campaign_id", key.Properties[0].GetColumnName()));
        });
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public void Foreign_keys_never_delete_or_empty_what_points_to_a_row(string database)
    {
        using var context = NewContext(database);
        Assert.All(
            context.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()),
            key => Assert.Equal(DeleteBehavior.Restrict, key.DeleteBehavior));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public void The_migrations_make_the_tables_of_the_model(string database)
    {
        using var context = NewContext(database);
        Assert.False(context.Database.HasPendingModelChanges());
    }

    /// <summary>Who signs in at a provider asks which campaigns they are in, and names none: the one index across campaigns.</summary>
    private static bool IsOfPersons(IReadOnlyIndex index) =>
        index.DeclaringEntityType.ClrType == typeof(UserRow) && index.Properties is [{ Name: nameof(UserRow.Subject) }];

    private static P2PDbContext NewContext(string database) => database == "SQLite"
        ? new SqliteP2PDbContext(new DbContextOptionsBuilder<SqliteP2PDbContext>().UseSqlite("Data Source=none.db").Options)
        : new PostgresDatabase("Host=none").CreateContext();
}
