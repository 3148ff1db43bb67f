using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Users;

/// <summary>Who is in a campaign, as what. Every method is one transaction, and safe for concurrent use.</summary>
public interface IUserStore
{
    /// <summary>Who signs in by this subject, removed ones too: the user whose <see cref="User.Subject"/> it is; else the one
    /// without a subject whose id it is, as <see cref="UserId.ToString"/> writes it.</summary>
    Task<User?> FindBySubjectAsync(CampaignId campaign, string subject, CancellationToken cancellationToken);

    /// <summary>The campaigns in which somebody signs in by this subject and is neither frozen nor removed, in the order of
    /// their ids. Who has no subject, and signs in by their id, is not looked for.</summary>
    /// <returns>At most <paramref name="most"/>; none for the empty subject.</returns>
    Task<IReadOnlyList<JoinedCampaign>> ListCampaignsAsync(string subject, int most, CancellationToken cancellationToken);

    /// <summary>Whose a code is.</summary>
    /// <returns><see langword="null"/> if it is no campaign's.</returns>
    Task<CampaignId?> FindCampaignAsync(JoinCode code, CancellationToken cancellationToken);

    /// <summary>Lets somebody in by a code, if it opens the campaign at this moment.</summary>
    /// <remarks>
    /// The user is written as <see cref="JoinGrant.Admit"/> says, asked while the rows are held: however often the same
    /// person joins, also at once, they are one user. An action link adds them to the action's audience. An invitation is
    /// used up by whoever comes first; to them it stays good. Nothing is written for a frozen user. The entry is added where
    /// something was written.
    /// </remarks>
    /// <param name="newcomer">With a new id, the subject and the profile.</param>
    /// <param name="now">The business's clock: invitations end by it.</param>
    /// <param name="audit">Of this user; the store says who, and by what and to what, as <see cref="JoinGrant.Describe"/> does.</param>
    /// <returns>The user as they then are; <see langword="null"/>, and nothing done, if the code opens nothing here.</returns>
    Task<User?> JoinAsync(
        CampaignId campaign, JoinCode code, User newcomer, Instant now, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Saves what people say of themselves, and nothing else of the user.</summary>
    /// <returns>False if the campaign has no such user.</returns>
    Task<bool> SaveProfileAsync(CampaignId campaign, User user, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Changes what a user may do.</summary>
    /// <remarks>
    /// Refused by the rows that are held, not by what anybody read before, if the campaign were left without an admin who is
    /// neither frozen nor removed. With a user who is stopped by it, the same transaction notes that their contacts
    /// are to be released; with one who is set free again, that they are not. Where nothing changes, nothing is written.
    /// </remarks>
    /// <param name="audit">The store says what changed, as <see cref="StandingEdit.Describe"/> does. Where nothing changes, it is not
    /// added.</param>
    Task<StandingChange> ChangeAsync(
        CampaignId campaign, UserId user, StandingEdit edit, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Users in the order of their ids.</summary>
    /// <param name="count">Whether to count them, up to 10,000.</param>
    /// <exception cref="SearchTooBroadException">It took too long and was given up.</exception>
    Task<Page<User>> PageAsync(
        CampaignId campaign, UserFilter filter, PageRequest page, bool count, CancellationToken cancellationToken);

    /// <summary>Users of any campaign whose contacts are to be released, that no other node has leased; asking again renews
    /// the node's own.</summary>
    /// <param name="lease">By the machines' clock.</param>
    Task<IReadOnlyList<(CampaignId Campaign, UserId User)>> LeaseReleasesAsync(
        string node, Duration lease, CancellationToken cancellationToken);

    /// <summary>Contacts that a user still holds something of: an untexted target in an action that does not keep assignments,
    /// the conversation, a queued text, or the conversation again once an open text comes to be withheld
    /// (<see cref="Messaging.Message.FormerHolder"/>).</summary>
    /// <returns>At most <paramref name="most"/>, in no order.</returns>
    Task<IReadOnlyList<ContactId>> FindHeldAsync(CampaignId campaign, UserId user, int most, CancellationToken cancellationToken);

    /// <summary>Nothing is left to release, for now.</summary>
    /// <param name="settled">How long ago the user must have been stopped for it to be over, by the machines' clock: what had
    /// read them before may still write. Until then it is looked for again.</param>
    Task EndReleaseAsync(CampaignId campaign, UserId user, Duration settled, CancellationToken cancellationToken);
}
