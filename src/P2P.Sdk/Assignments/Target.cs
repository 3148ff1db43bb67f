using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

public enum TargetState
{
    /// <summary>In the pool, for anybody to claim.</summary>
    Unassigned,

    /// <summary>A user's, not texted yet.</summary>
    Assigned,

    /// <summary>Its opening text was queued, and not withheld.</summary>
    Texted,

    /// <summary>A lasting reason forbids the text: see <see cref="Target.HeldFor"/>.</summary>
    Held,

    /// <summary>The contact left the list before it was texted. Once it is on the list again, the target is again one.</summary>
    Withdrawn,
}

/// <summary>One contact in one action.</summary>
public sealed record Target
{
    public required TargetId Id { get; init; }

    public required ActionId Action { get; init; }

    public required ContactId Contact { get; init; }

    /// <summary>Raised by the store with each write; 0 for a target that is not stored yet.</summary>
    public long Version { get; init; }

    /// <summary>As good as random, unique in the action, from 1 up: the order of claiming, and what picks the script.</summary>
    public required long Order { get; init; }

    /// <summary>The contact's.</summary>
    public WindowKey WindowKey { get; init; }

    public TargetState State { get; init; }

    /// <summary>Who is to text it, or did.</summary>
    public UserId? AssignedTo { get; init; }

    /// <summary>The claim that gave it to the user; <see langword="null"/>: an admin or kept assignments did.</summary>
    public BucketId? Bucket { get; init; }

    /// <summary>An admin or kept assignments gave it to the user: it does not go back to the pool by itself.</summary>
    public bool IsKept { get; init; }

    /// <summary>When it was last assigned by a claim or an admin; <see langword="null"/> while it is not.</summary>
    public Instant? AssignedAt { get; init; }

    /// <summary>The lasting reason, with <see cref="TargetState.Held"/>.</summary>
    public HeldReason? HeldFor { get; init; }

    /// <summary>The initial script picked for it; <see langword="null"/> until it is first shown.</summary>
    public ScriptId? Script { get; init; }

    /// <summary>Nobody can claim it before: the contact is under the outbound message lock (SET-6).</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>The opening text, once there is one.</summary>
    public MessageId? Message { get; init; }

    /// <summary>The contact answered this action with more than an opt-out keyword.</summary>
    public bool Replied { get; init; }

    /// <summary>The contact opted out, or was opted out, after this action had texted them last.</summary>
    public bool OptedOut { get; init; }

    /// <summary>A user reported on the contact in this action.</summary>
    public bool Reported { get; init; }

    public bool IsUntexted => State is TargetState.Unassigned or TargetState.Assigned;

    /// <summary>Whether it waits in the pool, to be claimed now.</summary>
    public bool IsInPool => State == TargetState.Unassigned && NotBefore is null;

    /// <summary>Whether it waits in the pool until <see cref="NotBefore"/>.</summary>
    public bool IsParked => State == TargetState.Unassigned && NotBefore is not null;

    /// <summary>What a contact becomes in an action whose list it is on.</summary>
    public static Target For(TextingAction action, Contact contact)
    {
        var target = new Target
        {
            Id = TargetId.New(),
            Action = action.Id,
            Contact = contact.Id,
            Order = OrderOf(action.Id, contact.Id),
            WindowKey = contact.WindowKey,
        };
        return contact switch
        {
            { OptedOut: true } => target.Hold(HeldReason.OptedOut),
            { LineType: LineType.Landline } => target.Hold(HeldReason.Landline),
            { Holder: { } holder } when action.KeepAssignments => target.AssignTo(holder, kept: true),
            _ => target,
        };
    }

    /// <summary>What a withdrawn one becomes when its contact is on the action's list again.</summary>
    public Target Rejoin(TextingAction action, Contact contact) => For(action, contact) with
    {
        Id = Id,
        Order = Order,
        Version = Version,
        Script = Script,
        Replied = Replied,
        OptedOut = OptedOut,
        Reported = Reported,
    };

    public Target Hold(HeldReason reason) =>
        this with { State = TargetState.Held, HeldFor = reason, NotBefore = null };

    public Target AssignTo(UserId user, bool kept = false, BucketId? bucket = null) => this with
    {
        State = TargetState.Assigned,
        AssignedTo = user,
        Bucket = bucket,
        IsKept = kept,
        NotBefore = null,
    };

    public Target Release() =>
        this with { State = TargetState.Unassigned, AssignedTo = null, AssignedAt = null, Bucket = null, IsKept = false };

    // Hashed from two random ids, the order is as random as a number drawn for it, and every store gives the same one. Of 63
    // bits two are the same in a list of a million once in 18 million lists; a unique index has the last word.
    private static long OrderOf(ActionId action, ContactId contact)
    {
        Span<byte> ids = stackalloc byte[32];
        action.Value.TryWriteBytes(ids);
        contact.Value.TryWriteBytes(ids[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ids, hash);
        return Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(hash) & long.MaxValue);
    }
}
