using NodaTime;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Crm;

/// <summary>What one entry says. A contact's are told in the order of its changes, those of one change in this order.</summary>
public enum CrmEntryKind
{
    /// <summary>Tags given or taken, and custom fields set.</summary>
    Marks,

    /// <summary>An opening text was delivered.</summary>
    Texted,

    /// <summary>The tag "Wrong Number" was given.</summary>
    WrongNumber,

    /// <summary>The tag "Do Not Text" was given.</summary>
    Refused,
    OptedOut,
}

public enum CrmEntryState
{
    /// <summary>To be sent, at once or after a failure that time may heal.</summary>
    Waiting,

    /// <summary>The CRM took it.</summary>
    Sent,

    /// <summary>The CRM refused it, or did not answer for days; it is sent again only when an admin says so.</summary>
    Failed,
}

/// <summary>Something of one contact that the campaign's CRM is to be told: one row of the outbox, and one call.</summary>
public sealed record CrmEntry
{
    public required CrmEntryId Id { get; init; }

    public required ContactId Contact { get; init; }

    /// <summary>The contact's version since the change that it tells of: its place among the contact's.</summary>
    public required long ContactVersion { get; init; }

    public required CrmEntryKind Kind { get; init; }

    /// <summary>When it happened, by the business's clock; of a text when it was written.</summary>
    public required Instant At { get; init; }

    /// <summary>By <see cref="Tag.Key"/>, without "Opt Out".</summary>
    public IReadOnlyList<string> TagsGiven { get; init; } = [];

    /// <summary>By <see cref="Tag.Key"/>.</summary>
    public IReadOnlyList<string> TagsTaken { get; init; } = [];

    /// <summary>Fields with their new values; an empty one was cleared.</summary>
    public IReadOnlyDictionary<CustomFieldId, string> Fields { get; init; } = Sdk.Contacts.Contact.NoFields;

    public CrmEntryState State { get; init; }

    /// <summary>How often it was sent, or began to be.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed; empty if none did.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Its ids only: whoever logs it logs no name or words.</summary>
    public override string ToString() => $"CrmEntry {Id} of {Contact}";
}

/// <param name="Waiting">Of these some may be under way.</param>
public readonly record struct CrmNumbers(int Waiting, int Sent, int Failed);
