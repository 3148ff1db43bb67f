using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.Links;

namespace P2P.Sdk.EntityFrameworkCore.Links;

/// <summary>A link of a text. What its text, contact, action, script and user are is said once more, for the sums.</summary>
internal sealed class MessageLinkRow
{
    public Guid CampaignId { get; set; }

    public string Token { get; set; } = "";

    public Guid MessageId { get; set; }

    public Guid ContactId { get; set; }

    public Guid? ActionId { get; set; }

    public Guid? ScriptId { get; set; }

    public Guid? SenderId { get; set; }

    public string Slug { get; set; } = "";

    public string SlugKey { get; set; } = "";

    public bool IsReferral { get; set; }

    public int Clicks { get; set; }

    public int BotClicks { get; set; }

    public Instant? FirstClickedAt { get; set; }

    public static MessageLinkRow Of(CampaignId campaign, MessageLink link) => new()
    {
        CampaignId = campaign.Value,
        Token = link.Token,
        MessageId = link.Message.Value,
        ContactId = link.Contact.Value,
        ActionId = link.Action?.Value,
        ScriptId = link.Script?.Value,
        SenderId = link.Sender?.Value,
        Slug = link.Slug,
        SlugKey = Folded.Text(link.Slug),
        IsReferral = link.IsReferral,
        Clicks = link.Clicks,
        BotClicks = link.BotClicks,
        FirstClickedAt = link.FirstClickedAt,
    };

    public MessageLink ToLink() => new()
    {
        Token = Token,
        Message = new(MessageId),
        Contact = new(ContactId),
        Action = ActionId is { } action ? new(action) : null,
        Script = ScriptId is { } script ? new(script) : null,
        Sender = SenderId is { } sender ? new(sender) : null,
        Slug = Slug,
        IsReferral = IsReferral,
        Clicks = Clicks,
        BotClicks = BotClicks,
        FirstClickedAt = FirstClickedAt,
    };

    internal sealed class Table : IEntityTypeConfiguration<MessageLinkRow>
    {
        private const string Clicked = "clicks > 0";

        public void Configure(EntityTypeBuilder<MessageLinkRow> builder)
        {
            builder.ToTable("message_links").HasKey(r => new { r.CampaignId, r.Token });
            builder.HasOne<MessageRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.MessageId })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => new { r.CampaignId, r.MessageId });

            // What was clicked is little beside what was sent.
            builder.HasIndex(r => new { r.CampaignId, r.ActionId, r.SlugKey }, "IX_message_links_of_action").HasFilter(Clicked);
            builder.HasIndex(r => new { r.CampaignId, r.SlugKey }, "IX_message_links_of_slug").HasFilter(Clicked);
            builder.HasIndex(r => new { r.CampaignId, r.ContactId }, "IX_message_links_of_contact").HasFilter(Clicked);
            builder.HasIndex(r => new { r.CampaignId, r.SenderId }, "IX_message_links_of_sender").HasFilter(Clicked);
        }
    }
}
