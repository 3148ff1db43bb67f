using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Results.Tallies;

/// <summary>One of the rows whose sum is a tally. Users and buckets have one only: their writers are one person's doing.</summary>
internal sealed class ActionTallyRow
{
    public Guid CampaignId { get; set; }

    public Guid ActionId { get; set; }

    public TallyKind Kind { get; set; }

    public Guid TallyId { get; set; }

    public int Slot { get; set; }

    public Guid OwnerId { get; set; }

    public string Word { get; set; } = "";

    public int Assigned { get; set; }

    public int Sent { get; set; }

    public int FollowUps { get; set; }

    public int Replied { get; set; }

    public int OptedOut { get; set; }

    public int Reports { get; set; }

    public int NeedsAttention { get; set; }

    public int Performs { get; set; }

    public int Errors { get; set; }

    public static ActionTallyRow Of(CampaignId campaign, TallyKey key, int slot, Tally tally) => new()
    {
        CampaignId = campaign.Value,
        ActionId = key.Action.Value,
        Kind = key.Kind,
        TallyId = key.Id,
        Slot = key.Kind is TallyKind.User or TallyKind.Bucket ? 0 : slot,
        OwnerId = key.Owner,
        Word = key.Word,
        Assigned = tally.Assigned,
        Sent = tally.Sent,
        FollowUps = tally.FollowUps,
        Replied = tally.Replied,
        OptedOut = tally.OptedOut,
        Reports = tally.Reports,
        NeedsAttention = tally.NeedsAttention,
        Performs = tally.Performs,
        Errors = tally.Errors,
    };

    public TallyKey ToKey() => new(new(ActionId), Kind, TallyId, OwnerId, Word);

    public Tally ToTally() => new()
    {
        Assigned = Assigned,
        Sent = Sent,
        FollowUps = FollowUps,
        Replied = Replied,
        OptedOut = OptedOut,
        Reports = Reports,
        NeedsAttention = NeedsAttention,
        Performs = Performs,
        Errors = Errors,
    };

    internal sealed class Table : IEntityTypeConfiguration<ActionTallyRow>
    {
        public void Configure(EntityTypeBuilder<ActionTallyRow> builder)
        {
            builder.ToTable("action_tallies").HasKey(r => new { r.CampaignId, r.ActionId, r.Kind, r.TallyId, r.Slot });
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
