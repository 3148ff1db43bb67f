using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.EntityFrameworkCore.Users;

internal sealed class TeamRow
{
    public Guid CampaignId { get; set; }

    public Guid TeamId { get; set; }

    public string Name { get; set; } = "";

    public string NameKey { get; set; } = "";

    public string Code { get; set; } = "";

    public string CodeKey { get; set; } = "";

    public static TeamRow Of(CampaignId campaign, Team team) => new()
    {
        CampaignId = campaign.Value,
        TeamId = team.Id.Value,
        Name = team.Name,
        NameKey = Folded.Text(team.Name),
        Code = team.Code,
        CodeKey = JoinCode.Of(team.Code).Key,
    };

    internal sealed class Table : IEntityTypeConfiguration<TeamRow>
    {
        public void Configure(EntityTypeBuilder<TeamRow> builder)
        {
            builder.ToTable("teams").HasKey(r => new { r.CampaignId, r.TeamId });
            builder.HasIndex(r => new { r.CampaignId, r.NameKey }).IsUnique();
            builder.HasIndex(r => new { r.CampaignId, r.CodeKey }).IsUnique();
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
