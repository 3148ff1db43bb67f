using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Districts;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.OptInForms;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.InMemory;

/// <summary>The tables of one campaign, and the writes that keep a row and its indexes together.</summary>
internal sealed class CampaignRows(InMemoryState state, Campaign campaign)
{
    public Campaign Campaign { get; set; } = campaign;

    public Dictionary<UserId, User> Users { get; } = [];

    /// <summary>Stopped users whose contacts are to be released: since when, and who is at it.</summary>
    public Dictionary<UserId, (Instant Since, string By, Instant Until)> Releases { get; } = [];

    /// <summary>Their members are counted when they are read.</summary>
    public Dictionary<TeamId, Team> Teams { get; } = [];

    public Dictionary<UserListId, (UserList List, HashSet<UserId> Members)> UserLists { get; } = [];

    public Dictionary<InvitationId, (Invitation Invitation, JoinCode Code)> Invitations { get; } = [];

    public Dictionary<DistrictId, District> Districts { get; } = [];

    public Dictionary<CustomLinkId, CustomLink> CustomLinks { get; } = [];

    public Dictionary<NotificationId, NotificationRow> Notifications { get; } = [];

    public Dictionary<Uri, (UserId User, PushSubscription Subscription, Instant At)> Browsers { get; } = [];

    public Dictionary<OptInFormId, OptInForm> OptInForms { get; } = [];

    public Dictionary<OptInId, OptIn> OptIns { get; } = [];

    public Dictionary<ScriptImageId, ScriptImage> ScriptImages { get; } = [];

    public Dictionary<(MessageId Message, int Number), MessageMediaRow> MessageMedia { get; } = [];

    /// <summary>Links of texts by their tokens.</summary>
    public Dictionary<string, MessageLink> MessageLinks { get; } = [];

    public Dictionary<ActionLinkId, (ActionLink Link, JoinCode Code)> ActionLinks { get; } = [];

    public IReadOnlyList<Tag> Tags { get; set; } = [];

    public IReadOnlyList<CustomField> Fields { get; set; } = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<SenderNumber> SenderNumbers { get; set; } = [];

    public Dictionary<(PhoneNumber Number, LocalDate Day), NumberCounts> NumberDays { get; } = [];

    /// <summary>The last day on which an admin resumed a number.</summary>
    public Dictionary<PhoneNumber, LocalDate> NumbersResumed { get; } = [];

    public List<AuditEntry> Audit { get; } = [];

    public Dictionary<ContactId, ContactRow> Contacts { get; } = [];

    public Dictionary<PhoneNumber, ContactRow> ContactsByPhone { get; } = [];

    /// <summary>Contacts by the time they were made.</summary>
    public SortedSet<Cursor> ContactsByAge { get; } = new(Places.Order);

    /// <summary>Conversations with a message by inbox order, by holder; those that nobody holds by the default id.</summary>
    public Dictionary<UserId, SortedSet<Cursor>> Inboxes { get; } = [];

    public Dictionary<PhoneNumber, OptOut> OptOuts { get; } = [];

    public Dictionary<ContactListId, ListRow> Lists { get; } = [];

    public Dictionary<string, ListRow> ListsByName { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<ContactImportId, ImportTable> Imports { get; } = [];

    public Dictionary<ExportId, ExportRow> Exports { get; } = [];

    /// <summary>Until when nobody looks for idle users again, by the machines' clock.</summary>
    public Instant IdleLookedFor { get; set; } = Instant.MinValue;

    public Dictionary<ReassignmentId, ReassignmentRow> Reassignments { get; } = [];

    public CrmTable Crm { get; } = new();

    public Dictionary<ActionId, ActionRow> Actions { get; } = [];

    /// <summary>Their numbers of actions are counted when they are listed.</summary>
    public Dictionary<FolderId, string> Folders { get; } = [];

    public Dictionary<ScriptId, ActionRow> ActionsByScript { get; } = [];

    public Dictionary<TargetId, Target> Targets { get; } = [];

    public Dictionary<MessageId, Message> Messages { get; } = [];

    /// <summary>Of inbound texts: unique, however often a carrier tells them.</summary>
    public HashSet<string> InboundCarrierIds { get; } = [];

    public Dictionary<MessageId, SortedList<int, Attempt>> Attempts { get; } = [];

    public Dictionary<(UserId User, string Operation, IdempotencyKey Key), KeyUse> Keys { get; } = [];

    /// <summary>The same of requests that are no texts.</summary>
    public Dictionary<(UserId User, string Operation, IdempotencyKey Key), (string InputHash, Guid Result)> Requests { get; } = [];

    public Dictionary<(UserId User, ContactId Contact, ActionId Action), Report> Reports { get; } = [];

    public InMemoryState State => state;

    /// <summary>Whether the user's ZIP lies in one of the districts.</summary>
    public bool IsInDistrict(UserId user, IReadOnlyList<DistrictId> districts) =>
        Users.GetValueOrDefault(user) is { Zip.Length: > 0 } known
        && districts.Any(id => Districts.GetValueOrDefault(id)?.Zips.Contains(known.Zip) == true);

    public bool Matches(User user, UserFilter filter) => filter.Matches(
        user,
        (user, list) => UserLists.TryGetValue(list, out var row) && row.Members.Contains(user.Id),
        (user, district) => IsInDistrict(user.Id, [district]),
        InAction);

    /// <summary>Each user of an audience, without those who are removed.</summary>
    public IReadOnlyList<User> Meant(Audience audience) =>
    [
        .. Users.Values.Where(user => !user.IsRemoved && (audience.Users.Contains(user.Id)
            || audience.Lists.Any(list => UserLists.TryGetValue(list, out var row) && row.Members.Contains(user.Id))
            || (user.Team is { } team && audience.Teams.Contains(team))
            || (audience.Where is { } where && Matches(user, where)))),
    ];

    public bool IsDone(RequestKey? key) => key is not null && Requests.ContainsKey((key.User, key.Operation, key.Key));

    public void Keep(RequestKey? key, Guid result)
    {
        if (key is not null)
        {
            Requests.Add((key.User, key.Operation, key.Key), (key.InputHash, result));
        }
    }

    /// <returns>With its recipients; <see langword="null"/>, and nothing done, if there would be none.</returns>
    public Notification? Notify(Notification notification, IReadOnlyList<User> meant)
    {
        var row = new NotificationRow(notification);
        var first = notification.Channel == NotificationChannel.DirectMessage ? ReceiptState.Sent : ReceiptState.Waiting;
        foreach (var user in meant.Where(user => !user.IsStopped))
        {
            row.Receipts.Add(user.Id, (first, null, null));
        }

        if (row.Receipts.Count == 0)
        {
            return null;
        }

        Notifications.Add(notification.Id, row);
        return row.ToNotification();
    }

    /// <summary>What a user did in an action; nothing if there is no such action.</summary>
    public UserInAction InAction(User user, ActionId id)
    {
        if (!Actions.TryGetValue(id, out var row))
        {
            return default;
        }

        var participation = row.Participations.GetValueOrDefault(user.Id);
        return new(
            HasReceived(row, user), participation?.StartedAt is not null, participation?.LastActiveAt,
            row.Tallies.GetValueOrDefault(TallyKey.Of(id, user.Id)));
    }

    /// <summary>Whether an action was sent to a user, or is or was public and its limits let the user in.</summary>
    public bool HasReceived(ActionRow row, User user) => row.Audience.Contains(user.Id)
        || (row.Action.WasPublic && row.Action.Admits(user, IsInDistrict(user.Id, row.Action.Districts)));

    /// <returns>The contact as stored, with the next version.</returns>
    public Contact Put(Contact after)
    {
        var row = Contacts.GetValueOrDefault(after.Id);
        after = after with
        {
            Version = (row?.Contact.Version ?? 0) + 1,
            OptedOut = after.OptedOut || OptOuts.ContainsKey(after.Phone),
        };
        if (row is null)
        {
            row = new ContactRow { Contact = after };
            Contacts.Add(after.Id, row);
            ContactsByPhone.Add(after.Phone, row);
            ContactsByAge.Add(Places.ByAge(after));
        }
        else if (row.Contact.LastSequence > 0)
        {
            Inboxes[row.Contact.Holder ?? default].Remove(Places.InInbox(row.Contact));
        }

        if (after.LastSequence > 0)
        {
            if (!Inboxes.TryGetValue(after.Holder ?? default, out var inbox))
            {
                Inboxes[after.Holder ?? default] = inbox = new(Places.Order);
            }

            inbox.Add(Places.InInbox(after));
        }

        row.Contact = after;
        return after;
    }

    /// <summary>The same for a claim, which counts nothing else.</summary>
    public void Claim(Target before, Target after) => Tally(before, Put(after));

    /// <summary>Writes a target and its place in the pool or with its user; what it counts is added by the caller.</summary>
    /// <returns>The target as stored, with the next version.</returns>
    public Target Put(Target after)
    {
        var action = Actions[after.Action];
        var before = Targets.GetValueOrDefault(after.Id);
        after = after with { Version = (before?.Version ?? 0) + 1 };
        if (before is null)
        {
            action.Targets.Add(after.Contact, after.Id);
            Contacts[after.Contact].Targets.Add(after.Id);
        }
        else
        {
            action.Unplace(before);
        }

        action.Place(after);
        Targets[after.Id] = after;
        return after;
    }

    /// <returns>The folder of this name, without regard to case; <see langword="null"/> if there is none.</returns>
    public FolderId? FolderNamed(string name)
    {
        foreach (var (id, known) in Folders)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>In a draft also those that were held back as they were made: they are no more texted than the others.</summary>
    public static bool IsToGo(Target target, TextingAction action) =>
        target.IsUntexted || (target is { State: TargetState.Held, Message: null } && !ActionEdit.WasPublished(action));

    /// <summary>Makes a contact a target, or a withdrawn one a target again.</summary>
    /// <returns>False if it is one.</returns>
    public bool AddTarget(ActionRow action, ContactId id)
    {
        var contact = Contacts[id].Contact;
        if (!action.Targets.TryGetValue(id, out var existing))
        {
            Count(action, null, Put(Target.For(action.Action, contact)));
            return true;
        }

        if (Targets[existing] is not { State: TargetState.Withdrawn } withdrawn)
        {
            return false;
        }

        Count(action, withdrawn, Put(withdrawn.Rejoin(action.Action, contact)));
        return true;
    }

    /// <summary>Removes a target in a draft, and withdraws it in what was published.</summary>
    public void TakeAway(ActionRow action, Target target)
    {
        if (!ActionEdit.WasPublished(action.Action))
        {
            RemoveTarget(target);
            return;
        }

        Count(action, target, Put(target with { State = TargetState.Withdrawn, NotBefore = null }));
    }

    /// <returns>How many joined, and whose targets changed.</returns>
    public ListChange PutOnList(ContactListId id, IReadOnlyList<ContactId> contacts)
    {
        var list = Lists[id];
        var joined = contacts.Count(list.Add);
        var changed = Actions.Values.Where(row => row.Action.IsLive && row.Action.List == id)
            .Where(row => contacts.Select(contact => AddTarget(row, contact)).ToList().Contains(true));
        return new(joined, [.. changed.Select(row => row.Action.Id)]);
    }

    public void RemoveTarget(Target target)
    {
        var action = Actions[target.Action];
        action.Unplace(target);
        action.Targets.Remove(target.Contact);
        Count(action, target, null);
        Contacts[target.Contact].Targets.Remove(target.Id);
        Targets.Remove(target.Id);
    }

    public void Put(Message after)
    {
        var row = Contacts[after.Contact];
        state.Outbound.Move(Campaign.Id, Messages.GetValueOrDefault(after.Id), after);
        Messages[after.Id] = after;
        row.Put(after);
        if (after is { Kind: MessageKind.Inbound, CarrierId: { } id })
        {
            InboundCarrierIds.Add(id);
        }
    }

    public void Put(Attempt attempt)
    {
        if (!Attempts.TryGetValue(attempt.Message, out var attempts))
        {
            Attempts[attempt.Message] = attempts = [];
        }

        attempts[attempt.Number] = attempt;
    }

    public Attempt? LastAttempt(MessageId message) =>
        Attempts.TryGetValue(message, out var attempts) ? attempts.GetValueAtIndex(attempts.Count - 1) : null;

    public void Count(ActionId action, ActionCounts change) => Actions[action].Counts += change;

    public void Count(TallyChanges changes)
    {
        foreach (var (key, change) in changes.All)
        {
            Actions[key.Action].Add(key, change);
        }
    }

    /// <summary>What becomes of a target outside of a conversation's change.</summary>
    private void Count(ActionRow action, Target? before, Target? after)
    {
        action.Counts += (before is null ? default : ConversationCounts.OfTarget(before, -1))
            + (after is null ? default : ConversationCounts.OfTarget(after, 1));
        Tally(before, after);
    }

    private void Tally(Target? before, Target? after)
    {
        var changes = new TallyChanges();
        changes.Add(before, after);
        Count(changes);
    }
}
