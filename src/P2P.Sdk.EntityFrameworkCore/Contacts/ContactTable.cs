using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

internal sealed class ContactTable : IEntityTypeConfiguration<ContactRow>
{
    public void Configure(EntityTypeBuilder<ContactRow> builder)
    {
        builder.ToTable("contacts").HasKey(r => new { r.CampaignId, r.ContactId });
        builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CampaignId, r.Phone }).IsUnique();
        builder.HasIndex(r => new { r.CampaignId, r.CreatedAt, r.ContactId });
        builder.HasIndex(r => new { r.CampaignId, r.FirstNameKey });
        builder.HasIndex(r => new { r.CampaignId, r.LastNameKey });

        // An import makes contacts without a conversation: these cost it nothing.
        builder.HasIndex(r => new { r.CampaignId, r.Holder, r.InboxOrder, r.ContactId }, "IX_contacts_inbox")
            .HasFilter("last_sequence > 0");
        builder.HasIndex(r => new { r.CampaignId, r.Holder, r.InboxOrder, r.ContactId }, "IX_contacts_inbox_unread")
            .HasFilter("last_sequence > 0 AND unread");
        builder.HasIndex(r => new { r.CampaignId, r.Holder, r.InboxOrder, r.ContactId }, "IX_contacts_inbox_waiting")
            .HasFilter("last_sequence > 0 AND waiting_since IS NOT NULL");
        builder.HasIndex(r => new { r.CampaignId, r.Holder }, "IX_contacts_held").HasFilter("holder IS NOT NULL");
        builder.HasIndex(r => new { r.CampaignId, r.CurrentAction, r.WaitingSince }, "IX_contacts_waiting")
            .HasFilter("waiting_since IS NOT NULL");
        builder.HasIndex(r => new { r.CampaignId, r.CreatedAt }, "IX_contacts_unread").HasFilter("unread");
        builder.HasIndex(r => new { r.CampaignId, r.CreatedAt }, "IX_contacts_opted_out").HasFilter("opted_out");
    }
}
