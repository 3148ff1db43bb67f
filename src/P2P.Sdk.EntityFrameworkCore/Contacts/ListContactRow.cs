using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>That a contact is on a list.</summary>
internal sealed class ListContactRow
{
    public Guid CampaignId { get; set; }

    public Guid ListId { get; set; }

    public Guid ContactId { get; set; }

    /// <summary>From 1, in the order in which contacts came: what was made of a list up to here need not be looked at again.
    /// None is given twice: whoever leaves and comes back gets a new one.</summary>
    public int Position { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ListContactRow>
    {
        public void Configure(EntityTypeBuilder<ListContactRow> builder)
        {
            builder.ToTable("list_contacts").HasKey(r => new { r.CampaignId, r.ListId, r.ContactId });
            builder.HasIndex(r => new { r.CampaignId, r.ListId, r.Position }).IsUnique();
        }
    }
}
