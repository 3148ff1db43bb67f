using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class AttemptRow
{
    public Guid CampaignId { get; set; }

    public Guid MessageId { get; set; }

    public int Number { get; set; }

    public string Node { get; set; } = "";

    public Instant StartedAt { get; set; }

    public Instant Deadline { get; set; }

    public string? CarrierId { get; set; }

    public string? Answer { get; set; }

    public int LookupsWithoutIt { get; set; }

    public Instant? NextLookupAt { get; set; }

    public static AttemptRow Of(CampaignId campaign, Attempt attempt) => new()
    {
        CampaignId = campaign.Value,
        MessageId = attempt.Message.Value,
        Number = attempt.Number,
        Node = attempt.Node,
        StartedAt = attempt.StartedAt,
        Deadline = attempt.Deadline,
        CarrierId = attempt.CarrierId,
        Answer = attempt.Answer,
        LookupsWithoutIt = attempt.LookupsWithoutIt,
        NextLookupAt = attempt.NextLookupAt,
    };

    public Attempt ToAttempt() => new(new(MessageId), Number, Node, StartedAt, Deadline)
    {
        CarrierId = CarrierId,
        Answer = Answer,
        LookupsWithoutIt = LookupsWithoutIt,
        NextLookupAt = NextLookupAt,
    };

    internal sealed class Table : IEntityTypeConfiguration<AttemptRow>
    {
        public void Configure(EntityTypeBuilder<AttemptRow> builder)
        {
            builder.ToTable("attempts").HasKey(r => new { r.CampaignId, r.MessageId, r.Number });
            builder.HasOne<MessageRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.MessageId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
