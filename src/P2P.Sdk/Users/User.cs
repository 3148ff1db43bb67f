using P2P.Sdk.Contacts;

namespace P2P.Sdk.Users;

/// <summary>Someone who signs in to a campaign.</summary>
public sealed record User
{
    public required UserId Id { get; init; }

    public required string FirstName { get; init; }

    public string LastName { get; init; } = "";

    public string Email { get; init; } = "";

    public PhoneNumber? Phone { get; init; }

    /// <summary>Two letters; empty if not known.</summary>
    public string State { get; init; } = "";

    public string Zip { get; init; } = "";

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; init; } = "en";

    public Role Role { get; init; }

    /// <summary>The code of the team that the user joined by; empty if none.</summary>
    public string TeamCode { get; init; } = "";

    /// <summary>An admin has stopped this user (MNG-7).</summary>
    public bool IsFrozen { get; init; }

    internal User NameOnly() => new() { Id = Id, FirstName = FirstName, LastName = LastName, Role = Role };

    /// <summary>Its id only: whoever logs it logs no number, name or words.</summary>
    public override string ToString() => $"User {Id}";
}
