using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Users.Lists;

namespace P2P.Sdk.EntityFrameworkCore.Users;

internal sealed class UserListRow
{
    public Guid CampaignId { get; set; }

    public Guid ListId { get; set; }

    public string Name { get; set; } = "";

    public string NameKey { get; set; } = "";

    public Instant CreatedAt { get; set; }

    public static UserListRow Of(CampaignId campaign, UserList list) => new()
    {
        CampaignId = campaign.Value,
        ListId = list.Id.Value,
        Name = list.Name,
        NameKey = Folded.Text(list.Name),
        CreatedAt = list.CreatedAt,
    };

    internal sealed class Table : IEntityTypeConfiguration<UserListRow>
    {
        public void Configure(EntityTypeBuilder<UserListRow> builder)
        {
            builder.ToTable("user_lists").HasKey(r => new { r.CampaignId, r.ListId });
            builder.HasIndex(r => new { r.CampaignId, r.NameKey }).IsUnique();
            builder.HasIndex(r => new { r.CampaignId, r.CreatedAt, r.ListId }).IsDescending(false, true, false);
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
