using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Users;

/// <summary>How people who signed in come to be users of campaigns (USR-1), and who they are there.</summary>
/// <remarks>Whoever calls it has checked that the person is who they say: by OpenID, or as the embedding app does it.</remarks>
public sealed class JoinService
{
    private const int LongestSubject = 255; // OpenID Connect Core, 2: `sub` has at most 255 ASCII characters.
    private const int MostCampaigns = 100;

    private readonly IUserStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IEventStream _events;
    private readonly IClock _clock;

    internal JoinService(IUserStore store, ICampaignStore campaigns, IEventStream events, IClock clock) =>
        (_store, _campaigns, _events, _clock) = (store, campaigns, events, clock);

    /// <summary>Every wrong code gets the same answer: that there is a campaign, or was, is nobody's to learn.</summary>
    private static Refusal Unknown => Refusal.NotFound("code") with
    {
        Message = "This code opens no campaign. Ask whoever gave it to you for a new one.",
        Path = ["code"],
    };

    private static Refusal Frozen => new(RefusalCode.Frozen, "An admin has stopped this account.");

    /// <summary>The campaign of a join code, for the page that a link to it shows; for whoever has the code.</summary>
    /// <param name="code">A campaign's own; no team's, and no token.</param>
    public async Task<Outcome<JoinPage>> FindPageAsync(string code, CancellationToken cancellationToken = default)
    {
        var campaign = JoinCode.Read(code) is { Kind: JoinCodeKind.Code } known
            && await _store.FindCampaignAsync(known, cancellationToken) is { } id
            ? await _campaigns.FindAsync(id, cancellationToken)
            : null;
        return campaign is not null && campaign.JoinCode.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase)
            ? new JoinPage(campaign.Name, campaign.Description, campaign.JoinCode)
            : Unknown;
    }

    /// <summary>Makes the person a user of the campaign that a code opens. Joining again gives the same user, whose profile
    /// stays; a team's code brings them into the team, an action link into the action's audience.</summary>
    /// <param name="subject">Who signed in: 1 to 255 characters. Where there are several providers, unique among them.</param>
    /// <param name="code">A campaign's join code, a team's code, or the token of an action link or an invitation.</param>
    /// <param name="profile">Names, email and phone are needed, unless the person is a user of the campaign already.</param>
    public async Task<Outcome<Membership>> JoinAsync(
        string subject, string code, ProfileInput profile, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subject.Length, LongestSubject);
        if (JoinCode.Read(code) is not { } known
            || await _store.FindCampaignAsync(known, cancellationToken) is not { } campaign)
        {
            return Unknown;
        }

        var member = await _store.FindBySubjectAsync(campaign, subject, cancellationToken);
        if (member is { IsFrozen: true })
        {
            return Frozen;
        }

        var newcomer = new User { Id = UserId.New(), FirstName = "", Subject = subject };
        if (member is null or { IsRemoved: true })
        {
            var read = ProfileEdit.Apply(newcomer, profile, isNew: true);
            if (read.IsRefused)
            {
                return Outcome.Refused<Membership>(read.Refusals);
            }

            newcomer = read.Value;
        }

        var now = _clock.Now();
        var audit = new AuditEntry(now, newcomer.Id, "user.joined", newcomer.Id.ToString(), $"{known.Kind}");
        if (await _store.JoinAsync(campaign, known, newcomer, now, audit, cancellationToken) is not { } user)
        {
            return Unknown;
        }

        if (user.IsFrozen)
        {
            return Frozen;
        }

        _events.Publish(new P2PEvent.UserChanged(campaign, user.Id));
        return new Membership(new(campaign, user.Id, user.Role), user);
    }

    /// <summary>The campaigns that somebody who signed in may act in, at most 100, in the order in which they were made: what to
    /// let them choose from where their token names none.</summary>
    public Task<IReadOnlyList<JoinedCampaign>> ListAsync(string subject, CancellationToken cancellationToken = default) =>
        _store.ListCampaignsAsync(subject, MostCampaigns, cancellationToken);

    /// <summary>Who somebody who signed in is in a campaign now: to be asked at each request, as roles change and admins stop
    /// people.</summary>
    public async Task<Outcome<Membership>> FindAsync(
        CampaignId campaign, string subject, CancellationToken cancellationToken = default) =>
        await _store.FindBySubjectAsync(campaign, subject, cancellationToken) switch
        {
            null or { IsRemoved: true } => Refusal.NotFound("user"),
            { IsFrozen: true } => Frozen,
            var user => new Membership(new(campaign, user.Id, user.Role), user),
        };
}

/// <summary>A person as a user of a campaign.</summary>
/// <param name="Actor">What to call every other service with.</param>
public sealed record Membership(Actor Actor, User User);
