using System.Text;
using Microsoft.EntityFrameworkCore;

namespace P2P.Sdk.EntityFrameworkCore;

/// <summary>The tables, as every database has them; a provider's context adds how it keeps ids and times.</summary>
/// <remarks>The campaign leads every key and index: one tenant cannot reach another's rows, and they lie together.</remarks>
internal abstract class P2PDbContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(P2PDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
