using P2P.Sdk.Contacts;

namespace P2P.Sdk.Users;

/// <summary>Someone who signs in to a campaign.</summary>
public sealed record User
{
    public required UserId Id { get; init; }

    /// <summary>Who signs in as this user, by the word of whoever checks sign-ins, such as OpenID's <c>sub</c>; empty: nobody
    /// yet. Unique in the campaign. One person is a user of each campaign that they joined.</summary>
    public string Subject { get; init; } = "";

    public required string FirstName { get; init; }

    public string LastName { get; init; } = "";

    public string Email { get; init; } = "";

    public PhoneNumber? Phone { get; init; }

    /// <summary>Two letters; empty if not known.</summary>
    public string State { get; init; } = "";

    /// <summary>Five digits; empty if not known.</summary>
    public string Zip { get; init; } = "";

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; init; } = "en";

    public Role Role { get; init; }

    public TeamId? Team { get; init; }

    /// <summary>The code of <see cref="Team"/>, as scripts show it; empty if none.</summary>
    public string TeamCode { get; init; } = "";

    /// <summary>An admin has stopped this user (MNG-7).</summary>
    public bool IsFrozen { get; init; }

    /// <summary>An admin has taken this user out of the campaign; the row stays for what they sent.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether the user can do nothing any more: frozen, removed, or both.</summary>
    public bool IsStopped => IsFrozen || IsRemoved;

    /// <summary>Whether the campaign can do without another admin as long as they stay so.</summary>
    public bool IsActiveAdmin => Role == Role.Admin && !IsStopped;

    internal User NameOnly() => new() { Id = Id, FirstName = FirstName, LastName = LastName, Role = Role, IsRemoved = IsRemoved };

    /// <summary>Its id only: whoever logs it logs no number, name or words.</summary>
    public override string ToString() => $"User {Id}";
}
