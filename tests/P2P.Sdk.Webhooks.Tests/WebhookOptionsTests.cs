namespace P2P.Sdk.Webhooks.Tests;

public class WebhookOptionsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Theory]
    [InlineData("https://crm.example.org/hooks?p=1", Secret, null)]
    [InlineData("http://127.0.0.1:5000/", Secret, null)]
    [InlineData("http://crm.example.org/hooks", Secret, "Webhooks:Url")]
    [InlineData("https://user:word@crm.example.org/hooks", Secret, "Webhooks:Url")]
    [InlineData(null, Secret, "Webhooks:Url")]
    [InlineData("https://crm.example.org/hooks", "short", "Webhooks:Secrets")]
    [InlineData("https://crm.example.org/hooks", null, "Webhooks:Secrets")]
    public void A_wrong_setting_is_named(string? url, string? secret, string? wrong)
    {
        var options = new WebhookOptions { Url = url is null ? null : new(url) };
        if (secret is not null)
        {
            options.Secrets.Add(secret);
        }

        var result = new WebhookOptionsCheck().Validate(null, options);
        Assert.Equal(wrong is null, result.Succeeded);
        Assert.All(result.Failures ?? [], failure => Assert.StartsWith(wrong!, failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Campaigns_may_have_endpoints_of_their_own_and_every_fault_of_them_is_named()
    {
        var options = new WebhookOptions { Timeout = TimeSpan.FromMinutes(1) };
        options.Campaigns["first"] = new WebhookEndpoint { Url = new("ftp://example.org") };
        var faults = new WebhookOptionsCheck().Validate(null, options).Failures!.ToList();
        Assert.Equal(4, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.StartsWith("Webhooks:Url", StringComparison.Ordinal));
    }
}
