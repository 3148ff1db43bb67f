using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class MessageTable : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> builder)
    {
        builder.ToTable("messages").HasKey(r => new { r.CampaignId, r.MessageId });
        builder.HasOne<ContactRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ContactId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CampaignId, r.ContactId, r.Sequence }).IsUnique();
        builder.HasIndex(r => new { r.CampaignId, r.ActionId, r.ScriptId }).HasFilter("action_id IS NOT NULL");
        builder.HasIndex(r => new { r.CampaignId, r.CarrierId }, "IX_messages_inbound")
            .IsUnique().HasFilter("kind = 2 AND carrier_id IS NOT NULL");

        // What waits and what is on its way: small, however many messages there are.
        builder.HasIndex(r => new { r.CampaignId, r.CampaignNumber, r.CreatedAt, r.ContactId, r.Sequence }, "IX_messages_queued")
            .HasFilter("status = 0");
        builder.HasIndex(r => new { r.CampaignId, r.ContactId, r.Status, r.Sequence }, "IX_messages_open")
            .HasFilter("status <= 2");
        builder.HasIndex(r => new { r.CampaignId, r.Status, r.MessageId }, "IX_messages_handed_over")
            .HasFilter("status IN (1, 2)");
    }
}
