using System.Text;
using P2P.Sdk.Twilio.Webhooks;

namespace P2P.Sdk.Twilio.Tests.Webhooks;

public class TwilioSignatureTests
{
    private const string Form = "application/x-www-form-urlencoded; charset=UTF-8";

    [Theory]
    [InlineData(
        "12345",
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(
        "example-auth-token",
        "https://text.example.org/webhooks/twilio/inbound?org=7",
        "To=%2B16175550188&SmsStatus=received&SmsSid=SM00000000000000000000000000000001&SmsMessageSid=SM00000000000000000000000000000001"
            + "&OptOutType=STOP&NumSegments=1&NumMedia=0&MessagingServiceSid=MG00000000000000000000000000000002"
            + "&MessageSid=SM00000000000000000000000000000001&From=%2B16175550123&Body=Stop&ApiVersion=2010-04-01"
            + "&AccountSid=AC00000000000000000000000000000000",
        "OV/64mvOV/SSSQ4zf4GcqvwN5eM=")]
    [InlineData(
        "example-auth-token",
        "https://text.example.org/webhooks/twilio/status",
        "Body=%C2%BFS%C3%AD%3F+%F0%9F%91%8D&ErrorCode=30007&MessageSid=SM00000000000000000000000000000009"
            + "&MessageStatus=undelivered&To=%2B16175550123",
        "U2yfZimYFwjQYqTRL+gWs4wf85g=")]
    public void Known_webhooks_are_taken(string token, string url, string body, string signature)
    {
        Assert.True(IsValid(token, url, Form, body, signature));
        Assert.False(IsValid(token + "x", url, Form, body, signature));
        Assert.False(IsValid(token, url + "x", Form, body, signature));
        Assert.False(IsValid(token, url, Form, body + "&More=1", signature));
        Assert.False(IsValid(token, url, Form, body, null));
    }

    [Theory]
    [InlineData("https://text.example.org/in?a=b:c", "https://text.example.org:443/in?a=b:c")]
    [InlineData("https://text.example.org:443/in", "https://text.example.org/in")]
    [InlineData("https://text.example.org:8443", "https://text.example.org")]
    [InlineData("http://text.example.org/in:1", "http://text.example.org:80/in:1")]
    public void The_port_may_be_in_the_address_or_not(string ours, string signedFor) =>
        Assert.True(IsValid("token", ours, Form, "A=1", TwilioSignature.Sign("token", signedFor, [new("A", "1")])));

    [Theory]
    [InlineData("https://text.example.org/in", "https://text.example.org:444/in")]
    [InlineData("https://text.example.org/in", "http://text.example.org/in")]
    [InlineData("https://text.example.org/in", "https://text.example.com/in")]
    public void Another_address_is_refused(string ours, string signedFor) =>
        Assert.False(IsValid("token", ours, Form, "A=1", TwilioSignature.Sign("token", signedFor, [new("A", "1")])));

    [Fact]
    public void A_body_that_is_no_form_is_covered_by_its_hash_or_refused()
    {
        const string Body = """{"a":1}""";
        const string Hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
        var (covered, bare) = ($"https://text.example.org/in?x=1&bodySHA256={Hash}", "https://text.example.org/in");
        Assert.True(IsValid("token", covered, "application/json", Body, TwilioSignature.Sign("token", covered, [])));
        Assert.False(IsValid("token", covered, "application/json", Body + " ", TwilioSignature.Sign("token", covered, [])));
        Assert.False(IsValid("token", bare, "application/json", Body, TwilioSignature.Sign("token", bare, [])));
        Assert.False(IsValid("token", bare, null, Body, TwilioSignature.Sign("token", bare, [])));
    }

    private static bool IsValid(string token, string url, string? contentType, string body, string? signature) =>
        TwilioSignature.IsValid(token, url, contentType, Encoding.UTF8.GetBytes(body), signature);
}
