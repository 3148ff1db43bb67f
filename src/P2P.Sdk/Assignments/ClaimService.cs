using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;
using P2P.Sdk.Scripts;
using P2P.Sdk.Telemetry;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Assignments;

/// <summary>Gives users the contacts that they text next (MNG-1).</summary>
public sealed class ClaimService
{
    private readonly IAssignmentStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IActionStore _actions;
    private readonly ConversationWriter _writer;
    private readonly AssignmentStrategies _strategies;
    private readonly IEventStream _events;
    private readonly ActivityNotes _notes;
    private readonly IClock _clock;

    internal ClaimService(
        IAssignmentStore store, ICampaignStore campaigns, IActionStore actions, ConversationWriter writer,
        AssignmentStrategies strategies, IEventStream events, ActivityNotes notes, IClock clock) =>
        (_store, _campaigns, _actions, _writer, _strategies, _events, _notes, _clock) =
        (store, campaigns, actions, writer, strategies, events, notes, clock);

    /// <summary>Start, or the next bucket: what the actor holds and can text now; where that is nothing, a new bucket.</summary>
    public async Task<Outcome<Claim>> ClaimAsync(Actor actor, ActionId action, CancellationToken cancellationToken = default)
    {
        using var activity = Traces.Begin("ClaimService.Claim");
        var read = await _store.ReadForClaimAsync(actor.Campaign, action, actor.User, cancellationToken);
        if (read is null || !(actor.IsAdmin || ActionAccess.IsShown(read.Action, IsAdmitted(read), read.IsInAudience, read.HasTargets)))
        {
            return Refusal.NotFound("action");
        }

        if (read.User is not { } user)
        {
            return Refusal.NotFound("user");
        }

        if (user.IsStopped)
        {
            return new Refusal(RefusalCode.Frozen, "An admin has stopped this account from texting.");
        }

        if (!read.Action.IsLive)
        {
            return new Refusal(RefusalCode.ActionNotLive, "This action is not open for texting.");
        }

        _notes.Note(actor, action, UserAct.Start);
        var texts = new OpeningTexts(read.Action, read.Campaign, user, read.Fields);
        var now = _clock.Now();
        var claim = Show(actor, read, texts, now);
        if (claim.Targets.Count == 0 && read.Action.InitialScripts.Any() && MayTakeMore(actor, read))
        {
            claim = await GiveAsync(actor, read, texts, now, cancellationToken);
        }

        return claim.Targets.Count > 0 || claim.OpensLater.Count > 0 || claim.Assigned > 0
            ? claim
            : Outcome.Refused(new Refusal(RefusalCode.NoRemainingContacts, "Every contact of this action has been taken."), claim);
    }

    /// <remarks>Whoever an admin gave contacts of an action that is not for them may text them, but takes no others.</remarks>
    private static bool MayTakeMore(Actor actor, ClaimSnapshot read) =>
        actor.IsAdmin || ActionAccess.IsShown(read.Action, IsAdmitted(read), read.IsInAudience, hasTargets: false);

    private static bool IsAdmitted(ClaimSnapshot read) => read.Action.Admits(read.User, read.IsInDistrict);

    /// <summary>A target as its user sees it, for that user and for admins.</summary>
    public async Task<Outcome<ClaimedTarget>> FindAsync(Actor actor, TargetId id, CancellationToken cancellationToken = default)
    {
        if (await _store.FindAsync(actor.Campaign, [id], cancellationToken) is not [var held]
            || !(actor.IsAdmin || held.IsFor(actor.User))
            || await _actions.FindAsync(actor.Campaign, held.Target.Action, cancellationToken) is not { } action
            || await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("target");
        }

        var users = await _campaigns.FindUsersAsync(actor.Campaign, [held.Target.AssignedTo ?? actor.User], cancellationToken);
        var fields = await _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken);
        var texts = new OpeningTexts(action, campaign, users is [var user] ? user : null, fields);
        return ClaimedTarget.Of(actor, held, texts, campaign.Settings, campaign.Settings.Policy, _clock.Now()) is { } target
            ? target
            : Refusal.NotFound("target");
    }

    private async Task<Claim> GiveAsync(
        Actor actor, ClaimSnapshot read, OpeningTexts texts, Instant now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var order = await OrderAsync(actor, read, now, cancellationToken);
            if (order.Count == 0)
            {
                return Show(actor, read, texts, now);
            }

            var given = await _store.ClaimAsync(order, cancellationToken);
            FaultPoint.Reach("claim.committed");
            if (given.Given > 0)
            {
                _events.Publish(new P2PEvent.CountsChanged(actor.Campaign, read.Action.Id));
            }

            var after = read with { Held = given.Held, HeldCount = given.HeldCount, Pool = given.Pool };
            var unfit = given.Held.Where(h => texts.For(h.Target, h.Contact) is { HeldFor: not null } || MayPark(h, read, now)).ToList();
            if (unfit.Count == 0)
            {
                return Show(actor, after, texts, now);
            }

            // Contacts whose text cannot be written are held back, those at their state's daily maximum wait in the pool, and
            // others take their place: each round has fewer left.
            var held = await HoldAsync(actor.Campaign, unfit, texts, read, now, cancellationToken);
            after = after with { Held = [.. given.Held.Except(unfit)], HeldCount = given.HeldCount - held };
            if (Show(actor, after, texts, now) is var claim && (claim.Targets.Count > 0 || held == 0))
            {
                return claim;
            }

            read = after;
        }
    }

    private async Task<ClaimOrder> OrderAsync(Actor actor, ClaimSnapshot read, Instant now, CancellationToken cancellationToken)
    {
        var settings = read.Campaign.Settings;
        var policy = settings.Policy;
        var strategy = _strategies.Of(read.Action.Strategy);
        var choice = strategy.Choose(new()
        {
            BucketSize = settings.BucketSize,
            Open =
            [
                .. read.Pool.Where(p => IsOpen(p.Key))
                    .Select(p => new OpenWindow(p.Key, p.Unassigned + p.Parked, TextingWindow.Judge(p.Key, policy, now).ClosesAt)),
            ],
            Share = strategy.NeedsShare
                ? await _store.ReadShareAsync(actor.Campaign, read.Action.Id, actor.User, cancellationToken)
                : null,
            Chance = ChanceOf(actor, read),
        });
        return new()
        {
            Campaign = actor.Campaign,
            Action = read.Action.Id,
            User = actor.User,
            Count = choice.Count,
            Now = now,
            OpenKeys = [.. choice.Windows.Concat(read.Held.Select(h => h.Target.WindowKey).Where(IsOpen)).Distinct()],
            LockedSince = settings.MessageLock ? now - Safeguards.MessageLock : null,
            KeepAssignments = read.Action.KeepAssignments,
            SomeParked = read.Pool.Any(p => p.Parked > 0),
            HoldsSome = read.HeldCount > 0,
            Scripts = ScriptPicker.Shares([.. read.Action.InitialScripts]),
        };

        bool IsOpen(WindowKey key) => TextingWindow.IsOpenFor(key, policy, now, Safeguards.ClaimMargin);
    }

    /// <summary>As good as random, and the same for the same claim on every store: what happened can be played again.</summary>
    private static int ChanceOf(Actor actor, ClaimSnapshot read)
    {
        Span<byte> facts = stackalloc byte[36];
        read.Action.Id.Value.TryWriteBytes(facts);
        actor.User.Value.TryWriteBytes(facts[16..]);
        BinaryPrimitives.WriteInt32LittleEndian(facts[32..], read.Pool.Sum(p => p.Unassigned + p.Parked));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(facts, hash);
        return BinaryPrimitives.ReadInt32LittleEndian(hash) & int.MaxValue;
    }

    /// <returns>How many; others may have changed meanwhile.</returns>
    private async Task<int> HoldAsync(
        CampaignId campaign, IReadOnlyList<HeldTarget> unfit, OpeningTexts texts, ClaimSnapshot read, Instant now,
        CancellationToken cancellationToken)
    {
        var results = await _writer.CommitAsync(
            [
                .. unfit.Select(h => new ConversationChange
                {
                    Campaign = campaign,
                    Before = h.Contact,
                    After = h.Contact,
                    Targets =
                    [
                        new(h.Target, texts.For(h.Target, h.Contact) is { HeldFor: { } reason }
                            ? h.Target.Hold(reason)
                            : h.Target.Release() with { NotBefore = LimitedUntil(h, read, now) }),
                    ],
                }),
            ],
            cancellationToken);
        return results.Count(r => r == CommitResult.Committed);
    }

    private static bool MayPark(HeldTarget held, ClaimSnapshot read, Instant now) =>
        held.Target is { State: TargetState.Assigned, IsKept: false } && LimitedUntil(held, read, now) is not null;

    private static Instant? LimitedUntil(HeldTarget held, ClaimSnapshot read, Instant now) => Safeguards.LimitedUntil(
        SafeguardContext.For(
            held.Contact, read.Campaign.Settings.Policy, read.Campaign.Settings, isOpening: true, Safeguards.ClaimMargin), now);

    private static Claim Show(Actor actor, ClaimSnapshot read, OpeningTexts texts, Instant now)
    {
        var settings = read.Campaign.Settings;
        var policy = settings.Policy;
        var targets = read.Held
            .Where(h => MayGo(h, settings, policy, now))
            .Select(h => ClaimedTarget.Of(actor, h, texts, settings, policy, now))
            .OfType<ClaimedTarget>()
            .Where(t => t.Text.HeldFor is null)
            .Take(settings.BucketSize)
            .ToList();
        return new(targets, read.HeldCount, read.Pool.Sum(p => p.Unassigned + p.Parked), PoolOutlook.OpensLater(read.Pool, policy, now));
    }

    private static bool MayGo(HeldTarget held, TextingSettings settings, TextingPolicy policy, Instant now) =>
        held.Target.State == TargetState.Assigned
        && Safeguards.Check(
            SafeguardContext.For(held.Contact, policy, settings, isOpening: true, Safeguards.ClaimMargin), now).MayGo;
}
