using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace P2P.Sdk.Mail.Tests;

public sealed class SmtpOptionsTests
{
    [Fact]
    public async Task A_host_with_wrong_settings_does_not_start_and_names_them_all()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddP2P().UseInMemory().UseSimulatedCarrier().UseSmtp(smtp =>
        {
            smtp.Host = "no host";
            smtp.Port = 0;
            smtp.UserName = "p2p";
            smtp.Timeout = TimeSpan.Zero;
        });
        using var host = builder.Build();
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(["Smtp:Host", "Smtp:Port", "Smtp:UserName", "Smtp:Timeout"], failure.Failures.Select(fault => fault.Split(' ')[0]));
    }

    [Theory]
    [InlineData("smtp.example.org", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", true)]
    public void A_password_goes_over_no_network_in_the_clear(string host, bool isTaken)
    {
        var options = new SmtpOptions { Host = host, Security = SmtpSecurity.None, UserName = "p2p", Password = "secret" };
        Assert.Equal(isTaken, new SmtpOptionsCheck().Validate(null, options).Succeeded);
        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
    }
}
