using System.Net;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.Tests.Notifications;

public class PushSubscriptionTests
{
    private const string Key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"; // RFC 8291, appendix A.
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc:def", true)]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/abc", true)]
    [InlineData("http://push.example.org/x", false)]
    [InlineData("https://localhost/x", false)]
    [InlineData("https://intranet/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("https://0x7f.1/x", false)]
    [InlineData("https://2130706433/x", false)]
    [InlineData("https://10.1.2.3/x", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("https://[::ffff:10.0.0.1]/x", false)]
    [InlineData("https://[fd00::1]/x", false)]
    [InlineData("https://user:secret@push.example.org/x", false)]
    [InlineData("push.example.org", false)]
    [InlineData("", false)]
    public void An_endpoint_is_an_https_address_on_the_internet(string endpoint, bool isTaken)
    {
        var read = PushSubscription.Read(endpoint, Key, Auth);
        Assert.Equal(isTaken, !read.IsRefused);
        Assert.Equal(isTaken ? [] : ["endpoint"], read.Refusals.SelectMany(refusal => refusal.Path));
    }

    [Theory]
    [InlineData("BCVxsr7N", Auth, "p256dh")]
    [InlineData("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8", Auth, "p256dh")] // Off the curve.
    [InlineData("AyVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", Auth, "p256dh")]
    [InlineData(Key, "AAAA", "auth")]
    [InlineData(Key, "not base64!", "auth")]
    public void Keys_are_a_point_of_the_curve_and_sixteen_bytes(string key, string auth, string wrong) =>
        Assert.Equal([wrong], PushSubscription.Read("https://push.example.org/x", key, auth).Refusals.SelectMany(refusal => refusal.Path));

    [Fact]
    public void What_is_logged_of_one_lets_nobody_write_to_the_browser() =>
        Assert.Equal("PushSubscription at push.example.org", PushSubscription.Read("https://push.example.org/secret", Key, Auth).Value!.ToString());

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("172.31.255.255", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::", false)]
    public void Addresses_of_ones_own_are_told_from_those_on_the_internet(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));
}
