using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

internal sealed class ActionLinkRow
{
    public Guid CampaignId { get; set; }

    public Guid LinkId { get; set; }

    public Guid ActionId { get; set; }

    /// <summary>As <see cref="JoinCode.Key"/>: the token itself is not kept.</summary>
    public string TokenHash { get; set; } = "";

    public Guid CreatedBy { get; set; }

    public Instant CreatedAt { get; set; }

    public Instant? RevokedAt { get; set; }

    public static ActionLinkRow Of(CampaignId campaign, ActionLink link, JoinCode code) => new()
    {
        CampaignId = campaign.Value,
        LinkId = link.Id.Value,
        ActionId = link.Action.Value,
        TokenHash = code.Key,
        CreatedBy = link.CreatedBy.Value,
        CreatedAt = link.CreatedAt,
        RevokedAt = link.RevokedAt,
    };

    public ActionLink ToLink() => new()
    {
        Id = new(LinkId),
        Action = new(ActionId),
        CreatedBy = new(CreatedBy),
        CreatedAt = CreatedAt,
        RevokedAt = RevokedAt,
    };

    internal sealed class Table : IEntityTypeConfiguration<ActionLinkRow>
    {
        public void Configure(EntityTypeBuilder<ActionLinkRow> builder)
        {
            builder.ToTable("action_links").HasKey(r => new { r.CampaignId, r.LinkId });
            builder.HasIndex(r => new { r.CampaignId, r.TokenHash }).IsUnique();
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
