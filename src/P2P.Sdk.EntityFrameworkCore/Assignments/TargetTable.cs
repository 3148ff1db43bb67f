using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

internal sealed class TargetTable : IEntityTypeConfiguration<TargetRow>
{
    public void Configure(EntityTypeBuilder<TargetRow> builder)
    {
        builder.ToTable("targets").HasKey(r => new { r.CampaignId, r.TargetId });
        builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ContactRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ContactId })
            .OnDelete(DeleteBehavior.Restrict);

        // A contact's targets, of which it has one in an action.
        builder.HasIndex(r => new { r.CampaignId, r.ContactId, r.ActionId }).IsUnique();

        // The pool, read from the pointer of action_windows on. Not partial: see "Claiming" in the decisions.
        builder.HasIndex(r => new { r.CampaignId, r.ActionId, r.WindowKey, r.Ord }).IsUnique();
        builder.HasIndex(r => new { r.CampaignId, r.ActionId, r.NotBefore }).HasFilter("not_before IS NOT NULL");
        builder.HasIndex(r => new { r.CampaignId, r.AssignedTo, r.ActionId, r.State, r.Ord })
            .HasFilter("assigned_to IS NOT NULL");
    }
}
