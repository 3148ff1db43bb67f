using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.Results;

namespace P2P.Sdk.EntityFrameworkCore.Results;

/// <summary>One of the few rows whose sum is an action's counters, so that writers need not wait for one another.</summary>
internal sealed class ActionCountsRow
{
    /// <summary>How many slots an action has.</summary>
    public const int Slots = 4;

    public Guid CampaignId { get; set; }

    public Guid ActionId { get; set; }

    public int Slot { get; set; }

    public int InitialMessages { get; set; }

    public int FollowUps { get; set; }

    public int Responses { get; set; }

    public int PeopleReplied { get; set; }

    public int OptOuts { get; set; }

    public int ManualOptOuts { get; set; }

    public int MessagesRemaining { get; set; }

    public int NeedsAttention { get; set; }

    public int TransportErrors { get; set; }

    public int CarrierFiltered { get; set; }

    public int LinkClicks { get; set; }

    public int AllLinkClicks { get; set; }

    public int Reports { get; set; }

    public int ReportsFilled { get; set; }

    public int Segments { get; set; }

    public int HeldOptedOut { get; set; }

    public int HeldLandline { get; set; }

    public int HeldMissingValue { get; set; }

    public int HeldMessageTooLong { get; set; }

    public int HeldTransportError { get; set; }

    public int HeldCarrierFiltered { get; set; }

    public static ActionCountsRow Of(CampaignId campaign, ActionId action, int slot, ActionCounts counts) => new()
    {
        CampaignId = campaign.Value,
        ActionId = action.Value,
        Slot = slot,
        InitialMessages = counts.InitialMessages,
        FollowUps = counts.FollowUps,
        Responses = counts.Responses,
        PeopleReplied = counts.PeopleReplied,
        OptOuts = counts.OptOuts,
        ManualOptOuts = counts.ManualOptOuts,
        MessagesRemaining = counts.MessagesRemaining,
        NeedsAttention = counts.NeedsAttention,
        TransportErrors = counts.TransportErrors,
        CarrierFiltered = counts.CarrierFiltered,
        LinkClicks = counts.LinkClicks,
        AllLinkClicks = counts.AllLinkClicks,
        Reports = counts.Reports,
        ReportsFilled = counts.ReportsFilled,
        Segments = counts.Segments,
        HeldOptedOut = counts.HeldOptedOut,
        HeldLandline = counts.HeldLandline,
        HeldMissingValue = counts.HeldMissingValue,
        HeldMessageTooLong = counts.HeldMessageTooLong,
        HeldTransportError = counts.HeldTransportError,
        HeldCarrierFiltered = counts.HeldCarrierFiltered,
    };

    public ActionCounts ToCounts() => new()
    {
        InitialMessages = InitialMessages,
        FollowUps = FollowUps,
        Responses = Responses,
        PeopleReplied = PeopleReplied,
        OptOuts = OptOuts,
        ManualOptOuts = ManualOptOuts,
        MessagesRemaining = MessagesRemaining,
        NeedsAttention = NeedsAttention,
        TransportErrors = TransportErrors,
        CarrierFiltered = CarrierFiltered,
        LinkClicks = LinkClicks,
        AllLinkClicks = AllLinkClicks,
        Reports = Reports,
        ReportsFilled = ReportsFilled,
        Segments = Segments,
        HeldOptedOut = HeldOptedOut,
        HeldLandline = HeldLandline,
        HeldMissingValue = HeldMissingValue,
        HeldMessageTooLong = HeldMessageTooLong,
        HeldTransportError = HeldTransportError,
        HeldCarrierFiltered = HeldCarrierFiltered,
    };

    internal sealed class Table : IEntityTypeConfiguration<ActionCountsRow>
    {
        public void Configure(EntityTypeBuilder<ActionCountsRow> builder)
        {
            builder.ToTable("action_counts").HasKey(r => new { r.CampaignId, r.ActionId, r.Slot });
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
