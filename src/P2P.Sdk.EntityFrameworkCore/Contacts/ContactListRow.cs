using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

internal sealed class ContactListRow
{
    public Guid CampaignId { get; set; }

    public Guid ListId { get; set; }

    public string Name { get; set; } = "";

    public string NameKey { get; set; } = "";

    /// <summary>How many contacts are on it.</summary>
    public int Size { get; set; }

    /// <summary>The highest <see cref="ListContactRow.Position"/> that was ever given.</summary>
    public int LastPosition { get; set; }

    public Instant CreatedAt { get; set; }

    public ContactList ToList() => new(new(ListId), Name, Size, CreatedAt);

    internal sealed class Table : IEntityTypeConfiguration<ContactListRow>
    {
        public void Configure(EntityTypeBuilder<ContactListRow> builder)
        {
            builder.ToTable("contact_lists").HasKey(r => new { r.CampaignId, r.ListId });
            builder.HasIndex(r => new { r.CampaignId, r.NameKey }).IsUnique();
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
