using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Actions;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>What lies in an action's pool under one window key, and where to begin to take it.</summary>
internal sealed class ActionWindowRow
{
    public Guid CampaignId { get; set; }

    public Guid ActionId { get; set; }

    public string WindowKey { get; set; } = "";

    /// <summary>Targets that are unassigned and not parked.</summary>
    public int Unassigned { get; set; }

    public int Parked { get; set; }

    /// <summary>No target of the pool has a lower order.</summary>
    public long FirstOrd { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ActionWindowRow>
    {
        public void Configure(EntityTypeBuilder<ActionWindowRow> builder)
        {
            builder.ToTable("action_windows").HasKey(r => new { r.CampaignId, r.ActionId, r.WindowKey });
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
