using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

internal sealed class ReassignmentRow
{
    public Guid CampaignId { get; set; }

    public Guid ReassignmentId { get; set; }

    public Instant CreatedAt { get; set; }

    public ReassignmentState State { get; set; }

    /// <summary>A <see cref="ReassignmentJob"/> as JSON.</summary>
    public string Job { get; set; } = "";

    /// <summary>How often it was taken.</summary>
    public int Turns { get; set; }

    /// <summary>By the machines' clock; <see langword="null"/>: nobody runs it.</summary>
    public Instant? LeasedUntil { get; set; }

    public static ReassignmentRow Of(CampaignId campaign, ReassignmentJob job) => new()
    {
        CampaignId = campaign.Value,
        ReassignmentId = job.Shown.Id.Value,
        CreatedAt = job.Shown.StartedAt,
        State = job.Shown.State,
        Job = ReassignmentJson.Write(job),
    };

    public ReassignmentJob ToJob() => ReassignmentJson.Read(Job, new(ReassignmentId), State, CreatedAt);

    internal sealed class Table : IEntityTypeConfiguration<ReassignmentRow>
    {
        public void Configure(EntityTypeBuilder<ReassignmentRow> builder)
        {
            builder.ToTable("reassignments").HasKey(r => new { r.CampaignId, r.ReassignmentId });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => new { r.CampaignId, r.CreatedAt, r.ReassignmentId });
        }
    }
}
