namespace P2P.Sdk.Users;

public enum Role
{
    /// <summary>Texts the contacts that are assigned to them.</summary>
    Volunteer,

    /// <summary>Does all that a volunteer can (USR-4), and runs the campaign.</summary>
    Admin,
}
