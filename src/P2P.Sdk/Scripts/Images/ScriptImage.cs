using P2P.Sdk.Images;

namespace P2P.Sdk.Scripts.Images;

/// <summary>An image that a script carries, sent as MMS (ACT-5). It never changes: another one has another id.</summary>
/// <param name="Bytes">At most 600,000.</param>
/// <param name="Hash">SHA-256 of its bytes, as 64 digits of 0-9 and a-f.</param>
public sealed record ScriptImage(ScriptImageId Id, ImageFormat Format, int Bytes, string Hash)
{
    /// <summary>What stands behind <c>/m/</c> in its public address, by which the carrier fetches it; empty where nobody asked.</summary>
    public string Token { get; init; } = "";
}
