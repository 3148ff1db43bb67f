using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class KeyUseRow
{
    public Guid CampaignId { get; set; }

    public Guid UserId { get; set; }

    public string Operation { get; set; } = "";

    public string IdempotencyKey { get; set; } = "";

    public string InputHash { get; set; } = "";

    /// <summary>What came of it: the message, or the notification or action of another kind of request.</summary>
    public Guid MessageId { get; set; }

    public static KeyUseRow Of(CampaignId campaign, KeyUse use) => new()
    {
        CampaignId = campaign.Value,
        UserId = use.User.Value,
        Operation = use.Operation,
        IdempotencyKey = use.Key.ToString(),
        InputHash = use.InputHash,
        MessageId = use.Message.Value,
    };

    public static KeyUseRow Of(CampaignId campaign, RequestKey key, Guid result) => new()
    {
        CampaignId = campaign.Value,
        UserId = key.User.Value,
        Operation = key.Operation,
        IdempotencyKey = key.Key.ToString(),
        InputHash = key.InputHash,
        MessageId = result,
    };

    public KeyUse ToKeyUse() => new(
        new(UserId), Operation, Sdk.Messaging.IdempotencyKey.Parse(IdempotencyKey), InputHash, new(MessageId));

    internal sealed class Table : IEntityTypeConfiguration<KeyUseRow>
    {
        public void Configure(EntityTypeBuilder<KeyUseRow> builder) =>
            builder.ToTable("key_uses").HasKey(r => new { r.CampaignId, r.UserId, r.Operation, r.IdempotencyKey });
    }
}
