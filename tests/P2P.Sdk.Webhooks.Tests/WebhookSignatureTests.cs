using System.Security.Cryptography;
using System.Text;

namespace P2P.Sdk.Webhooks.Tests;

public class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "0193f2a4c1de7b8f9a0b1c2d3e4f5a6b";
    private const long Sent = 1_772_560_800;

    private static readonly byte[] Body = """{"version":1,"type":"contact.opted_out"}"""u8.ToArray();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(Sent + 2);

    [Fact]
    public void A_signature_is_the_one_that_the_documentation_has_receivers_reckon()
    {
        // As docs/webhooks.md has it in other languages: each part by hand.
        var key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var signed = Encoding.UTF8.GetBytes($"{Id}.{Sent}.").Concat(Body).ToArray();
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)), WebhookSignature.Sign(Secret, Id, Sent, Body));
        Assert.Equal("v1,bCFxr+Cy16nf87AOZklSW9UDGlRyBuWCqELBJgNFwO8=", WebhookSignature.Sign(Secret, Id, Sent, Body));
    }

    [Fact]
    public void What_is_signed_with_a_secret_of_mine_is_taken_whatever_else_stands_beside_it()
    {
        var signature = WebhookSignature.Sign(Secret, Id, Sent, Body);
        string[] mine = ["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Secret];
        Assert.True(Verify(mine, signatures: signature));
        Assert.True(Verify(mine, signatures: $"v1a,other {signature} v1,"));
    }

    [Fact]
    public void What_is_forged_changed_late_or_incomplete_is_not_taken()
    {
        var signature = WebhookSignature.Sign(Secret, Id, Sent, Body);
        Assert.True(Verify([Secret], signatures: signature));
        Assert.False(Verify(["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"], signatures: signature));
        Assert.False(Verify([Secret], id: "0193f2a4c1de7b8f9a0b1c2d3e4f5a6c", signatures: signature));
        Assert.False(Verify([Secret], timestamp: $"{Sent + 1}", signatures: signature));
        Assert.False(Verify([Secret], signatures: signature, body: [.. Body, (byte)' ']));
        Assert.False(Verify([Secret], signatures: signature.ToLowerInvariant()));
        Assert.False(Verify([Secret], signatures: signature[3..]));
        Assert.False(Verify([Secret], signatures: signature, now: Now.AddMinutes(6)));
        Assert.False(Verify([Secret], signatures: signature, now: Now.AddMinutes(-6)));
        Assert.False(Verify([Secret], id: null, signatures: signature));
        Assert.False(Verify([Secret], timestamp: null, signatures: signature));
        Assert.False(Verify([Secret], timestamp: "9223372036854775807", signatures: signature));
        Assert.False(Verify([Secret], signatures: null));
        Assert.False(Verify([], signatures: signature));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64!")]
    public void A_secret_that_is_none_is_refused(string secret) =>
        Assert.Throws<FormatException>(() => WebhookSignature.Sign(secret, Id, Sent, Body));

    private static bool Verify(
        string[] secrets, string? signatures, string? id = Id, string? timestamp = "1772560800", byte[]? body = null, DateTimeOffset? now = null) =>
        WebhookSignature.Verify(secrets, id, timestamp, signatures, body ?? Body, now ?? Now);
}
