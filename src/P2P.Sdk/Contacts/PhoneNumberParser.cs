namespace P2P.Sdk.Contacts;

/// <summary>Reads phone numbers as people write them (CON-3).</summary>
public static class PhoneNumberParser
{
}
