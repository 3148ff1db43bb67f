using NodaTime;

namespace P2P.Sdk.Users.Invitations;

/// <summary>Lets one person join, by a secret token that is shown once.</summary>
public sealed record Invitation
{
    public required InvitationId Id { get; init; }

    /// <summary>As what they join; a member who has more keeps it.</summary>
    public Role Role { get; init; }

    public TeamId? Team { get; init; }

    /// <summary>Whom it is for, where an admin has made their user already and nobody has signed in as them.</summary>
    public UserId? User { get; init; }

    public required UserId CreatedBy { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>The first moment at which it is good no more.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>Who joined by it: it is good for nobody else.</summary>
    public UserId? UsedBy { get; init; }

    public Instant? RevokedAt { get; init; }

    /// <summary>Whether somebody can join by it.</summary>
    /// <param name="member">Who asks, in the campaign already: whoever used it may come again.</param>
    public bool IsGoodFor(UserId? member, Instant now) =>
        RevokedAt is null && (UsedBy is { } user ? user == member : now < ExpiresAt);
}

/// <param name="Token">To be given to the person: it is not kept, and cannot be shown again.</param>
public sealed record NewInvitation(Invitation Invitation, string Token)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"Invitation {Invitation.Id}";
}

/// <summary>What an admin says of an invitation.</summary>
public sealed record InvitationInput
{
    public Role Role { get; init; } = Role.Volunteer;

    public TeamId? Team { get; init; }

    /// <summary>A user that nobody has signed in as; <see langword="null"/>: whoever comes becomes a new one.</summary>
    public UserId? User { get; init; }

    /// <summary>How many days it is good: 1 to 90.</summary>
    public int Days { get; init; } = 14;
}
