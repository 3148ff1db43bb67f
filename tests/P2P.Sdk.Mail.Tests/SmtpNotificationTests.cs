using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Notifications;
using P2P.Sdk.Testing.Services;
using P2P.Sdk.Users;
using P2P.TestServers;

namespace P2P.Sdk.Mail.Tests;

/// <summary>From the admin's words to the server's mailbox.</summary>
public sealed class SmtpNotificationTests : ServicePromises
{
    private readonly int _port = FreePort.Next();

    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IEmailSender>(_ => SmtpSenderTests.Sender(_port));

    [Fact]
    public async Task While_the_server_is_down_nothing_is_lost_and_then_each_user_gets_the_mail_once()
    {
        await World.SetAsync(new() { NoReplyAddress = "no-reply@example.org" });
        var users = new List<UserId>();
        foreach (var (email, language) in new[] { ("ana@example.org", "en"), ("refused@example.org", "en"), ("rosa@example.org", "es") })
        {
            users.Add(Done(await World.Campaigns.AddUserAsync(
                World.Admin, ServiceWorld.NewUser("Dee") with { Email = email, Language = language })).Id);
        }

        var sent = Done(await World.Notifications.SendAsync(World.Admin, new()
        {
            Channel = NotificationChannel.Email, Title = "Come", Body = "On Sunday.", To = new() { Users = users },
        }));
        await SendAllAsync();
        Assert.Equal(0, Done(await World.Notifications.FindAsync(World.Admin, sent.Id)).Sent);

        await using var server = await MailServer.StartAsync(_port);
        for (var i = 0; i < 3; i++)
        {
            World.Pass(Duration.FromMinutes(2));
            await SendAllAsync();
        }

        Assert.True(Done(await World.Notifications.FindAsync(World.Admin, sent.Id)) is { Sent: 2, Failed: 1, IsDone: true });
        var mails = (await server.StopAsync()).ToDictionary(mail => Assert.Single(mail.To), mail => mail.Raw);
        Assert.Equal(["ana@example.org", "rosa@example.org"], mails.Keys.Order());
        Assert.Contains("answers to this address are not seen", mails["ana@example.org"], StringComparison.Ordinal);
        Assert.Contains("Por favor no responda", mails["rosa@example.org"], StringComparison.Ordinal);
    }

    private async Task SendAllAsync()
    {
        while (await World.Get<NotificationSending>().SendNextAsync(default))
        {
        }
    }
}
