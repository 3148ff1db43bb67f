namespace P2P.VanStandIn;

/// <summary>Somebody of the voter file.</summary>
/// <param name="Phone">Ten digits; empty if none is known.</param>
public sealed record Person(
    int VanId, string FirstName, string LastName, string Phone = "", string Email = "", string Zip = "", string DateOfBirth = "");
