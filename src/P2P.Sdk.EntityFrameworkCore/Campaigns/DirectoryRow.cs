using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal enum DirectoryKind
{
    /// <summary>A campaign's or a team's.</summary>
    JoinCode,
    SenderNumber,
    ActionLink,
    Invitation,

    /// <summary>What begins the tokens of a campaign's links.</summary>
    LinkCode,
}

/// <summary>Whose a code or a sender number is: what is unique among all campaigns, and what strangers come by.</summary>
internal sealed class DirectoryRow
{
    public DirectoryKind Kind { get; set; }

    /// <summary>A code without regard to case, a secret token's hash, or a number.</summary>
    public string Name { get; set; } = "";

    public Guid CampaignId { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<DirectoryRow>
    {
        public void Configure(EntityTypeBuilder<DirectoryRow> builder) =>
            builder.ToTable("directory").HasKey(r => new { r.Kind, r.Name });
    }
}
