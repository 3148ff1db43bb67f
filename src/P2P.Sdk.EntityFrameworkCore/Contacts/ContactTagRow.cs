using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>One tag of one contact, to find contacts by it.</summary>
internal sealed class ContactTagRow
{
    public Guid CampaignId { get; set; }

    /// <summary>By <see cref="Sdk.Contacts.Tag.Key"/>.</summary>
    public string TagKey { get; set; } = "";

    public Guid ContactId { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ContactTagRow>
    {
        // No foreign key to the contact: both are written by one statement list, and contacts are never deleted.
        public void Configure(EntityTypeBuilder<ContactTagRow> builder) =>
            builder.ToTable("contact_tags").HasKey(r => new { r.CampaignId, r.TagKey, r.ContactId });
    }
}
