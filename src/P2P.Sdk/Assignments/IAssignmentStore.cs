using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Who is to text whom. Every method is one transaction, and safe for concurrent use.</summary>
public interface IAssignmentStore
{
    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    Task<ClaimSnapshot?> ReadForClaimAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken);

    /// <summary>Gives a user targets from the pool that no other user gets.</summary>
    /// <remarks>
    /// In one transaction, and alone for this action and user: (1) parked targets whose time has come go back into the
    /// pool; (2) if the user holds an untexted target with an open key, whose contact is not locked, nothing is given: two
    /// claims at once give one bucket; (3) the user's other untexted targets go back to the pool unless
    /// <see cref="Target.IsKept"/> or <see cref="ClaimOrder.KeepAssignments"/>; (4) targets are taken in the order of
    /// <see cref="ClaimOrder.OpenKeys"/>, then of <see cref="Target.Order"/>: one whose contact had an opening text after
    /// <see cref="ClaimOrder.LockedSince"/> is parked until six hours after that text instead; one whose contact needs
    /// attention under another user is parked for ten minutes; one that the state of the contact forbids (opted out) is
    /// not there, since the opt-out held it back. A target given gets the script that
    /// <see cref="ClaimOrder.Scripts"/> picks, if it has none yet that is still in use, and is kept with <see cref="ClaimOrder.KeepAssignments"/>. All
    /// that is answered is of the moment after. What the campaign, the action and the user are is not read again: the order
    /// was made of it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The campaign has no such action or user.</exception>
    Task<ClaimResult> ClaimAsync(ClaimOrder order, CancellationToken cancellationToken);

    /// <summary>How much of an action is one user's part, where it is split evenly.</summary>
    Task<ActionShare> ReadShareAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> if the campaign has no such target.</returns>
    Task<Target?> FindAsync(CampaignId campaign, TargetId id, CancellationToken cancellationToken);

    /// <summary>Targets with their contacts, in the order of the ids; those the campaign does not have are left out.</summary>
    Task<IReadOnlyList<HeldTarget>> FindAsync(
        CampaignId campaign, IReadOnlyList<TargetId> ids, CancellationToken cancellationToken);
}

/// <summary>A user's place in an action, and what is left in its pool.</summary>
/// <param name="Held">The user's untexted targets, in order; at most <see cref="MostHeld"/> of them.</param>
/// <param name="HeldCount">How many there are in all.</param>
/// <param name="Pool">By window key; no empty ones.</param>
public sealed record ClaimSnapshot(
    TextingAction Action, Campaign Campaign, User? User, IReadOnlyList<HeldTarget> Held, int HeldCount, IReadOnlyList<PoolWindow> Pool)
{
    /// <summary>All of the campaign's: what the texts are written with.</summary>
    public required IReadOnlyList<CustomField> Fields { get; init; }

    /// <summary>Whether the user's ZIP lies in one of the action's districts (PUB-3).</summary>
    public bool IsInDistrict { get; init; }

    /// <summary>Whether the action was sent to the user (PUB-1).</summary>
    public bool IsInAudience { get; init; }

    /// <summary>Whether targets of the action are assigned to the user, texted ones included.</summary>
    public bool HasTargets { get; init; }

    /// <summary>Two of the largest buckets.</summary>
    public const int MostHeld = 400;
}

/// <summary>What a claim has changed: what the user holds now, and what is left for others.</summary>
/// <param name="Given">How many of <paramref name="Held"/> this claim gave; 0 if the user had some to text.</param>
/// <param name="Held">As <see cref="ClaimSnapshot.Held"/>.</param>
/// <param name="HeldCount">As <see cref="ClaimSnapshot.HeldCount"/>.</param>
/// <param name="Pool">As <see cref="ClaimSnapshot.Pool"/>.</param>
public sealed record ClaimResult(int Given, IReadOnlyList<HeldTarget> Held, int HeldCount, IReadOnlyList<PoolWindow> Pool);

public sealed record HeldTarget(Target Target, Contact Contact)
{
    // A texted one is the holder's: who sent it may have lost the conversation since (MNG-2).
    internal bool IsFor(UserId user) => Target.Message is null ? Target.AssignedTo == user : Contact.Holder == user;
}

/// <summary>The targets in the pool whose contacts share one window key.</summary>
/// <param name="Unassigned">Ready to be claimed whenever the key is open.</param>
/// <param name="Parked">Not to be claimed before a time of their own.</param>
/// <param name="ParkedUntil">The earliest of these times; <see langword="null"/> if none is parked.</param>
public sealed record PoolWindow(WindowKey Key, int Unassigned, int Parked, Instant? ParkedUntil);

/// <summary>What a claim asks of the store.</summary>
public sealed record ClaimOrder
{
    public required CampaignId Campaign { get; init; }

    public required ActionId Action { get; init; }

    public required UserId User { get; init; }

    /// <summary>What is given is known by it (<see cref="Target.Bucket"/>).</summary>
    public BucketId Bucket { get; init; } = BucketId.New();

    /// <summary>At most this many.</summary>
    public required int Count { get; init; }

    /// <summary>Keys whose hours last long enough, in the order to take from. Nothing else is taken.</summary>
    public required IReadOnlyList<WindowKey> OpenKeys { get; init; }

    public required Instant Now { get; init; }

    /// <summary>Contacts that had an opening text after this are locked; <see langword="null"/>: no lock (SET-6).</summary>
    public Instant? LockedSince { get; init; }

    /// <summary>Nothing that the user holds goes back to the pool (ACT-7).</summary>
    public bool KeepAssignments { get; init; }

    /// <summary>False if the pool had no parked targets when the order was made: a store may then pass over (1), since what is
    /// parked afterwards comes back later than <see cref="Now"/>.</summary>
    public bool SomeParked { get; init; } = true;

    /// <summary>False if the user held no untexted target when the order was made: a store may then pass over (3), and what
    /// an admin gives the user meanwhile goes back, if it must, by the next claim.</summary>
    public bool HoldsSome { get; init; } = true;

    /// <summary>The scripts in use, with the part of the targets that each gets, by <see cref="Target.Order"/>.</summary>
    public required IReadOnlyList<ScriptShare> Scripts { get; init; }

    /// <summary>The target's script, if that is still in use, else one picked for it.</summary>
    public ScriptId ScriptOf(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Script is { } script && Scripts.Any(share => share.Script == script)
            ? script
            : ScriptPicker.PickBy(Scripts, target.Order);
    }
}
