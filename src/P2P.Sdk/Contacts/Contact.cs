using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.Contacts;

/// <summary>One phone number in one campaign: who it is, and the conversation with them.</summary>
/// <remarks>
/// Everything that can forbid a text lies here or on the target, on one row with one version. A store writes a contact
/// only where the version is still the one that was read.
/// </remarks>
public sealed record Contact
{
    public required ContactId Id { get; init; }

    /// <summary>Unique in the campaign, and never changed. Default where it is hidden from the viewer.</summary>
    public required PhoneNumber Phone { get; init; }

    /// <summary>Raised by the store with each write; 0 for a contact that is not stored yet.</summary>
    public long Version { get; init; }

    public required Instant CreatedAt { get; init; }

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Email { get; init; } = "";

    /// <summary>Two letters, upper case; empty if not said.</summary>
    public string State { get; init; } = "";

    /// <summary>Five digits; empty if not said.</summary>
    public string Zip { get; init; } = "";

    public string VanId { get; init; } = "";

    /// <summary><c>en</c> or <c>es</c>; empty if not said.</summary>
    public string Language { get; init; } = "";

    /// <summary>IANA id that was given for this contact; empty if none was.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Names of the campaign's tags, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Never an empty value.</summary>
    public IReadOnlyDictionary<CustomFieldId, string> Fields { get; init; } = NoFields;

    public LineType LineType { get; init; }

    /// <summary>The zones and states by whose hours this contact is judged; follows from the facts above.</summary>
    public WindowKey WindowKey { get; init; }

    /// <summary>The shadow of the campaign's opt-out record, for the locked row. Never false again.</summary>
    public bool OptedOut { get; init; }

    /// <summary>The user who holds the conversation; <see langword="null"/>: it lies in the admins' inbox.</summary>
    public UserId? Holder { get; init; }

    /// <summary>The action that texted this contact last.</summary>
    public ActionId? CurrentAction { get; init; }

    /// <summary>They replied after our message, did not opt out, and no user has replied or reported since (MNG-8).</summary>
    public bool NeedsAttention => WaitingSince is not null;

    /// <summary>Since when they wait for an answer: the time of their first unanswered message.</summary>
    public Instant? WaitingSince { get; init; }

    public bool Unread { get; init; }

    /// <summary>They asked in other words to be removed; a user is to decide (OPT-4).</summary>
    public bool AsksToBeRemoved { get; init; }

    /// <summary>The last opening text that may have reached the carrier or still may (SET-6): when it was queued, then when it
    /// was handed over.</summary>
    public Instant? LastOpeningAt { get; init; }

    /// <summary>The texts of the last day that were not withheld, oldest first; at most ten.</summary>
    public IReadOnlyList<RecentText> RecentTexts { get; init; } = [];

    public Instant? LastMessageAt { get; init; }

    /// <summary>The number of the thread's last message; 0 before any.</summary>
    public int LastSequence { get; init; }

    /// <summary>The number that this contact is texted from, once chosen (INT-4).</summary>
    public PhoneNumber? SenderNumber { get; init; }

    /// <summary>Why that number.</summary>
    public SenderNumberReason SenderNumberReason { get; init; }

    internal static IReadOnlyDictionary<CustomFieldId, string> NoFields { get; } = new Dictionary<CustomFieldId, string>();

    /// <summary>The order of inboxes, ascending: those who wait, longest first, then the others, latest first.</summary>
    public long InboxOrder => WaitingSince is { } since
        ? since.ToUnixTimeTicks()
        : long.MaxValue - (LastMessageAt?.ToUnixTimeTicks() ?? 0);

    /// <summary>The same contact with its window key made anew from phone, state, ZIP and zone.</summary>
    public Contact Located() => this with { WindowKey = RecipientPlace.KeyFor(TimeZone, Zip, State, Phone) };

    /// <summary>Whether this is the text that <see cref="LastOpeningAt"/> speaks of: an action opens a conversation once.</summary>
    internal bool IsOpenedBy(Message message) => message.Kind == MessageKind.Initial && message.Action == CurrentAction;

    /// <summary>The contact without what the settings hide from this actor (SET-9, BEY-5).</summary>
    public Contact AsSeenBy(Actor actor, TextingSettings settings) => actor.IsAdmin ? this : this with
    {
        LastName = settings.HideLastNames ? Initial(LastName) : LastName,
        Phone = settings.HidePhoneNumbers ? default : Phone,
        Email = "",
        VanId = "",
    };

    private static string Initial(string name) =>
        name.Length == 0 ? "" : System.Globalization.StringInfo.GetNextTextElement(name);

    /// <summary>Its id only: whoever logs it logs no number, name or words.</summary>
    public override string ToString() => $"Contact {Id}";
}
