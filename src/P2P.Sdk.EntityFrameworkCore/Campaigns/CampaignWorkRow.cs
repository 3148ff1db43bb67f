using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal enum WorkKind
{
    /// <summary>Texts that are queued, sending or unknown.</summary>
    Texts,

    /// <summary>Imports that are read or merging.</summary>
    Merges,

    /// <summary>Actions that go live at a time.</summary>
    Schedules,

    /// <summary>Exports that wait, are written, or have a file that will expire.</summary>
    Exports,

    /// <summary>Stopped users whose contacts are to be released.</summary>
    Releases,

    /// <summary>Bulk operations that wait or run.</summary>
    Reassignments,

    /// <summary>Campaigns that release after an idle time; due when somebody looks again.</summary>
    IdleUsers,

    /// <summary>Responses of opt-in forms that wait for the hours to open.</summary>
    OptIns,

    /// <summary>Notifications that are to be sent.</summary>
    Notifications,

    /// <summary>What CRMs are to be told.</summary>
    Crm,

    /// <summary>Files of inbound texts that wait to be fetched.</summary>
    Media,
}

/// <summary>That a campaign may have work of a kind: where nodes look first, so that idle campaigns cost nothing.</summary>
internal sealed class CampaignWorkRow
{
    public WorkKind Kind { get; set; }

    public Guid CampaignId { get; set; }

    /// <summary>By the machines' clock; of schedules and opt-ins the earliest one's, by the business's.</summary>
    public Instant DueAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CampaignWorkRow>
    {
        public void Configure(EntityTypeBuilder<CampaignWorkRow> builder)
        {
            builder.ToTable("campaign_work").HasKey(r => new { r.Kind, r.CampaignId });
            builder.HasIndex(r => new { r.Kind, r.DueAt, r.CampaignId });
        }
    }
}
