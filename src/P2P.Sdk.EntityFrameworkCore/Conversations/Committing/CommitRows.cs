using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Crm;
using P2P.Sdk.EntityFrameworkCore.Links;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Messaging.Media;
using P2P.Sdk.EntityFrameworkCore.OptInForms;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Committing;

/// <summary>What a batch of changes writes, table by table; each row with the number of its change, from 0.</summary>
/// <remarks>
/// An opt-out is an item of its own, numbered behind all changes: it is committed if its change is and the number has none.
/// Changes that hold together or not at all are one item, 0.
/// </remarks>
internal sealed class CommitRows
{
    private readonly CampaignId _campaign;

    private CommitRows(CampaignId campaign) => _campaign = campaign;

    /// <summary>Each change is judged by itself.</summary>
    /// <param name="slot">Of the counters.</param>
    public static CommitRows OfEach(CampaignId campaign, IReadOnlyList<ConversationChange> changes, int slot)
    {
        var rows = new CommitRows(campaign);
        for (var item = 0; item < changes.Count; item++)
        {
            rows.Add(item, changes[item], changes.Count + item, slot);
        }

        return rows;
    }

    /// <summary>All changes, and what else the transaction does to targets, are written together.</summary>
    /// <inheritdoc cref="OfEach"/>
    public static CommitRows OfAll(
        CampaignId campaign, IReadOnlyList<ConversationChange> changes, TargetChanges targets, int slot)
    {
        var rows = new CommitRows(campaign);
        foreach (var change in changes)
        {
            rows.Add(0, change, 0, slot);
        }

        rows.NewTargets.AddRange(targets.Made.Select(target => new ItemRow<TargetRow>(0, TargetRow.Of(campaign, target, version: 1))));
        rows.Targets.AddRange(targets.Changed.Select(
            change => new ItemRow<TargetRow>(0, TargetRow.Of(campaign, change.After, change.Before.Version + 1))));
        rows.Pools.AddRange(targets.Pool.Rows(campaign).Select(row => new ItemRow<ActionWindowRow>(0, row)));
        rows.Counts.AddRange(targets.Counts.Rows(campaign, slot).Select(row => new ItemRow<ActionCountsRow>(0, row)));
        rows.AddTallies(0, targets.Counts.Tallies, slot);
        return rows;
    }

    public List<ItemRow<ContactRow>> NewContacts { get; } = [];

    public List<ItemRow<ContactRow>> Contacts { get; } = [];

    public List<ItemRow<ContactTagRow>> TagsTaken { get; } = [];

    public List<ItemRow<ContactTagRow>> TagsGiven { get; } = [];

    public List<ItemRow<TargetRow>> NewTargets { get; } = [];

    public List<ItemRow<TargetRow>> Targets { get; } = [];

    /// <summary>Contacts whose window key changes; their untexted targets follow.</summary>
    public List<ItemRow<ContactRow>> Moved { get; } = [];

    public List<ItemRow<MessageRow>> NewMessages { get; } = [];

    public List<ItemRow<MessageRow>> Messages { get; } = [];

    public List<ItemRow<MessageLinkRow>> Links { get; } = [];

    public List<ItemRow<MessageMediaRow>> Media { get; } = [];

    public List<ItemRow<AttemptRow>> Attempts { get; } = [];

    public List<ItemRow<OptOutRow>> OptOuts { get; } = [];

    public List<ItemRow<ReportRow>> Reports { get; } = [];

    public List<ItemRow<OptInRow>> OptIns { get; } = [];

    /// <summary>What the CRM is told, where the campaign has one.</summary>
    public List<ItemRow<CrmEntryRow>> Crm { get; } = [];

    public List<ItemRow<KeyUseRow>> Keys { get; } = [];

    public List<ItemRow<Campaigns.AuditRow>> Audit { get; } = [];

    /// <summary>By how much pools change.</summary>
    public List<ItemRow<ActionWindowRow>> Pools { get; } = [];

    /// <summary>By how much counts of numbers change.</summary>
    public List<ItemRow<SenderNumberDayRow>> NumberDays { get; } = [];

    /// <summary>By how much counters change.</summary>
    public List<ItemRow<ActionCountsRow>> Counts { get; } = [];

    /// <summary>By how much tallies change.</summary>
    public List<ItemRow<ActionTallyRow>> Tallies { get; } = [];

    /// <summary>Items with texts that wait for the carrier or for its answer.</summary>
    public List<int> WithWork { get; } = [];

    private void Add(int item, ConversationChange change, int optOutItem, int slot)
    {
        var contact = ContactRow.Of(_campaign, change.After, (change.Before?.Version ?? 0) + 1);
        (change.Before is null ? NewContacts : Contacts).Add(new(item, contact));
        if (change.Before is { } before && before.WindowKey != change.After.WindowKey)
        {
            Moved.Add(new(item, contact));
        }

        AddTags(item, change.Before?.Tags ?? [], change.After);
        foreach (var target in change.Targets)
        {
            Targets.Add(new(item, TargetRow.Of(_campaign, target.After, target.Before.Version + 1)));
            AddPool(item, target.Before, -1);
            AddPool(item, target.After, 1);
        }

        foreach (var message in change.Messages)
        {
            (message.Before is null ? NewMessages : Messages).Add(new(item, MessageRow.Of(_campaign, message.After)));
        }

        if (change.Messages.Any(m => m.After.Status <= MessageStatus.Unknown))
        {
            WithWork.Add(item);
        }

        Links.AddRange(change.Links.Select(l => new ItemRow<MessageLinkRow>(item, MessageLinkRow.Of(_campaign, l))));
        Media.AddRange(change.Media.Select(m => new ItemRow<MessageMediaRow>(item, MessageMediaRow.Of(_campaign, m))));
        Attempts.AddRange(change.Attempts.Select(a => new ItemRow<AttemptRow>(item, AttemptRow.Of(_campaign, a))));
        AddRecords(item, change);
        AddCounts(item, change, optOutItem, slot);
    }

    private void AddTags(int item, IReadOnlyList<string> before, Contact after)
    {
        if (ReferenceEquals(before, after.Tags) || (before.Count == 0 && after.Tags.Count == 0))
        {
            return;
        }

        var (old, now) = (before.Select(Tag.Key).ToHashSet(), after.Tags.Select(Tag.Key).ToHashSet());
        TagsTaken.AddRange(old.Except(now).Select(Row));
        TagsGiven.AddRange(now.Except(old).Select(Row));

        ItemRow<ContactTagRow> Row(string key) =>
            new(item, new() { CampaignId = _campaign.Value, TagKey = key, ContactId = after.Id.Value });
    }

    private void AddPool(int item, Target target, int sign)
    {
        if (target is { IsInPool: false, IsParked: false })
        {
            return;
        }

        Pools.Add(new(item, new()
        {
            CampaignId = _campaign.Value,
            ActionId = target.Action.Value,
            WindowKey = target.WindowKey.ToString(),
            Unassigned = target.IsInPool ? sign : 0,
            Parked = target.IsParked ? sign : 0,
            FirstOrd = target.IsInPool && sign > 0 ? target.Order : long.MaxValue, // A pointer only ever goes down here.
        }));
    }

    private void AddRecords(int item, ConversationChange change)
    {
        if (change.Report is { } report)
        {
            Reports.Add(new(item, ReportRow.Of(_campaign, report)));
        }

        if (change.OptIn is { } optIn)
        {
            OptIns.Add(new(item, OptInRow.Of(_campaign, optIn)));
        }

        Crm.AddRange(CrmChanges.Of(change).Select(entry => new ItemRow<CrmEntryRow>(item, CrmEntryRow.Of(_campaign, entry))));
        if (change.Key is { } use)
        {
            Keys.Add(new(item, KeyUseRow.Of(_campaign, use)));
        }

        Audit.AddRange(change.Audit.Select(entry => new ItemRow<Campaigns.AuditRow>(item, Campaigns.AuditRow.Of(_campaign, entry))));
    }

    private void AddCounts(int item, ConversationChange change, int optOutItem, int slot)
    {
        if (change.OptOut is { } optOut)
        {
            OptOuts.Add(new(optOutItem, OptOutRow.Of(_campaign, optOut)));
            if (optOut.Action is { } action && change.Before is not { OptedOut: true })
            {
                Counts.Add(new(optOutItem, ActionCountsRow.Of(_campaign, action, slot, ConversationCounts.OfOptOut(optOut))));
                var counted = new TallyChanges();
                counted.Add(optOut);
                AddTallies(optOutItem, counted, slot);
            }

            change = change with { OptOut = null };
        }

        NumberDays.AddRange(NumberCounting.Of(change).Select(c =>
            new ItemRow<SenderNumberDayRow>(item, SenderNumberDayRow.Of(_campaign, c.Number, c.Day, c.Change))));
        Counts.AddRange(change.Counts.Select(c =>
            new ItemRow<ActionCountsRow>(item, ActionCountsRow.Of(_campaign, c.Action, slot, c.Change))));
        var tallies = new TallyChanges();
        tallies.Add(change);
        AddTallies(item, tallies, slot);
    }

    private void AddTallies(int item, TallyChanges changes, int slot) => Tallies.AddRange(
        changes.All.Select(c => new ItemRow<ActionTallyRow>(item, ActionTallyRow.Of(_campaign, c.Key, slot, c.Change))));
}
