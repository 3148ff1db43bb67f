using P2P.Sdk.Contacts;

namespace P2P.Sdk.Van;

/// <summary>A number as VAN writes it, such as 1 and 617-555-0123.</summary>
internal sealed record VanPhone(string Prefix, string Number)
{
    /// <returns><see langword="null"/> for one outside of North America: VAN's people live there.</returns>
    public static VanPhone? Of(PhoneNumber phone) =>
        phone.ToString() is ['+', '1', .. { Length: 10 } digits] ? new("1", $"{digits[..3]}-{digits[3..6]}-{digits[6..]}") : null;
}
