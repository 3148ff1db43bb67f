using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal sealed class AuditRow
{
    public Guid CampaignId { get; set; }

    /// <summary>From 1 in the campaign, in the order of the commits.</summary>
    public long Number { get; set; }

    public Instant At { get; set; }

    public Guid? UserId { get; set; }

    public string What { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Detail { get; set; } = "";

    /// <summary>Without its number.</summary>
    public static AuditRow Of(CampaignId campaign, AuditEntry entry) => new()
    {
        CampaignId = campaign.Value,
        At = entry.At,
        UserId = entry.User?.Value,
        What = entry.What,
        Subject = entry.Subject,
        Detail = entry.Detail,
    };

    public AuditEntry ToEntry() => new(At, UserId is { } user ? new(user) : null, What, Subject, Detail);

    internal sealed class Table : IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<AuditRow> builder)
        {
            builder.ToTable("audit_entries").HasKey(r => new { r.CampaignId, r.Number });
            builder.Property(r => r.Number).ValueGeneratedNever();
            builder.HasIndex(r => new { r.CampaignId, r.At, r.Number });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
