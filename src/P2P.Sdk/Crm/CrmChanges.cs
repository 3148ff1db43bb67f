using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Crm;

/// <summary>What a change has the CRM told: a function of its transitions, like the counters.</summary>
public static class CrmChanges
{
    /// <summary>The default tags (CON-6) by which users say what VAN and its like have result codes for.</summary>
    private const string WrongNumber = "wrong number";
    private const string DoNotText = "do not text";

    /// <returns>In the order in which they are to be told; none where <see cref="ConversationChange.Crm"/> wants none.</returns>
    public static IReadOnlyList<CrmEntry> Of(ConversationChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Crm == CrmInterest.None)
        {
            return [];
        }

        var entries = new List<CrmEntry>();
        var (given, taken) = Tags(change);
        var fields = Fields(change);
        if (given.Count + taken.Count + fields.Count > 0)
        {
            Add(CrmEntryKind.Marks, e => e with { TagsGiven = given, TagsTaken = taken, Fields = fields });
        }

        if (change.Messages.Any(m => m is { After: { Kind: MessageKind.Initial, Status: MessageStatus.Delivered }, Before.Status: not MessageStatus.Delivered }))
        {
            Add(CrmEntryKind.Texted);
        }

        if (given.Contains(WrongNumber))
        {
            Add(CrmEntryKind.WrongNumber);
        }

        if (given.Contains(DoNotText))
        {
            Add(CrmEntryKind.Refused);
        }

        if (change is { OptOut: not null, Before: not { OptedOut: true } })
        {
            Add(CrmEntryKind.OptedOut);
        }

        return entries;

        void Add(CrmEntryKind kind, Func<CrmEntry, CrmEntry>? with = null)
        {
            if (change.Crm.HasFlag((CrmInterest)(1 << (int)kind)))
            {
                var entry = new CrmEntry
                {
                    Id = CrmEntryId.New(),
                    Contact = change.After.Id,
                    ContactVersion = (change.Before?.Version ?? 0) + 1,
                    Kind = kind,
                    At = TimeOf(change),
                };
                entries.Add(with is null ? entry : with(entry));
            }
        }
    }

    private static (IReadOnlyList<string> Given, IReadOnlyList<string> Taken) Tags(ConversationChange change)
    {
        var before = change.Before?.Tags ?? [];
        if (ReferenceEquals(before, change.After.Tags))
        {
            return ([], []);
        }

        var (old, now) = (before.Select(Tag.Key).ToHashSet(), change.After.Tags.Select(Tag.Key).ToHashSet());
        return ([.. now.Except(old).Where(tag => !Tag.IsOptOut(tag))], [.. old.Except(now)]);
    }

    private static Dictionary<CustomFieldId, string> Fields(ConversationChange change)
    {
        var changed = new Dictionary<CustomFieldId, string>();
        var before = change.Before?.Fields ?? Contact.NoFields;
        if (!ReferenceEquals(before, change.After.Fields))
        {
            foreach (var field in before.Keys.Union(change.After.Fields.Keys))
            {
                var value = change.After.Fields.GetValueOrDefault(field, "");
                if (value != before.GetValueOrDefault(field, ""))
                {
                    changed[field] = value;
                }
            }
        }

        return changed;
    }

    private static Instant TimeOf(ConversationChange change) =>
        change.Report?.FiledAt ?? change.OptOut?.At ?? change.OptIn?.At
        ?? (change.Messages.Count > 0 ? change.Messages.Max(m => m.After.CreatedAt) : change.After.LastMessageAt ?? change.After.CreatedAt);
}
