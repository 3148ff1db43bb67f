using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Users;

internal sealed class UserListMemberRow
{
    public Guid CampaignId { get; set; }

    public Guid ListId { get; set; }

    public Guid UserId { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<UserListMemberRow>
    {
        public void Configure(EntityTypeBuilder<UserListMemberRow> builder)
        {
            builder.ToTable("user_list_members").HasKey(r => new { r.CampaignId, r.ListId, r.UserId });
            builder.HasOne<UserListRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ListId })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<UserRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.UserId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
