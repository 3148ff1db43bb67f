using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.WebPush.Tests;

public sealed class PushCipherTests
{
    [Fact]
    public void The_example_of_RFC_8291_comes_out_byte_for_byte()
    {
        const string Sent = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        var to = PushSubscription.Read(
            "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg").Value!;
        using var sender = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, D = Base64Url.DecodeFromChars("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        });
        var sent = PushCipher.Encrypt(
            "When I grow up, I want to be a watermelon"u8, to, sender, Base64Url.DecodeFromChars("DGv6ra1nlYgDCS1FRnbzlw"));
        Assert.Equal(Sent, Base64Url.EncodeToString(sent));
    }

    [Fact]
    public void What_no_push_service_has_to_take_is_not_made()
    {
        var to = PushSubscription.Read(
            "https://push.example.net/x", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg").Value!;
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var longest = Encoding.ASCII.GetBytes(new string('x', PushCipher.MostBytes));
        Assert.Equal(4_096, PushCipher.Encrypt(longest, to, sender, new byte[16]).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => PushCipher.Encrypt([.. longest, 1], to, sender, new byte[16]));
    }
}
