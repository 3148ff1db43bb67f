using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MimeKit;
using P2P.Sdk.Notifications;
using P2P.TestServers;

namespace P2P.Sdk.Mail.Tests;

public sealed class SmtpSenderTests
{
    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var server = await MailServer.StartAsync();
        using var sender = Sender(server.Port);
        const string Text = "¡Hola!\n.\n.. dots\n\n" + "Ünïcödé, 日本, and a long line: ................................................................................\n";
        Assert.Equal(Delivery.Taken, await sender.SendAsync(Mail("ana@example.org") with { Subject = "¿Vienes el domingo?", Text = Text }, default));
        var received = await server.ReceiveAsync();
        Assert.Equal(("no-reply@example.org", "ana@example.org"), (received.From, Assert.Single(received.To)));
        var read = Read(received);
        Assert.Equal(("¿Vienes el domingo?", Text), (read.Subject, read.TextBody?.ReplaceLineEndings("\n")));
        Assert.Equal(("Rent Now", "one.two@example.org"), (read.From.Mailboxes.Single().Name, read.MessageId));
        Assert.Equal(("auto-generated", "es"), (read.Headers[HeaderId.AutoSubmitted], read.Body?.Headers["Content-Language"]));
    }

    [Fact]
    public async Task Nothing_that_somebody_typed_becomes_a_header_or_another_receiver()
    {
        await using var server = await MailServer.StartAsync();
        using var sender = Sender(server.Port);
        var sly = Mail("ana@example.org") with
        {
            FromName = "Rent\r\nBcc: victim@example.org", Subject = "Come\r\nX-Evil: 1\r\n\r\nbody", Text = "Hi\r\n.\r\nMAIL FROM:<x@example.org>\r\n",
        };
        Assert.Equal(Delivery.Taken, await sender.SendAsync(sly, default));
        var received = await server.ReceiveAsync();
        Assert.Equal(["ana@example.org"], received.To);
        var read = Read(received);
        Assert.Empty(read.Bcc);
        Assert.Null(read.Headers["X-Evil"]);
        Assert.Contains("MAIL FROM", read.TextBody, StringComparison.Ordinal);
        foreach (var to in new[] { "a@example.org\r\nRCPT TO:<b@example.org>", "a@example.org, b@example.org", "A <a@example.org>", "nobody", "" })
        {
            Assert.Equal(Delivery.Refused, await sender.SendAsync(Mail(to), default));
        }

        Assert.Empty(await server.StopAsync());
    }

    [Theory]
    [InlineData("refused", Delivery.Refused)]
    [InlineData("busy", Delivery.NotNow)]
    [InlineData("spam", Delivery.Refused)]
    [InlineData("closing", Delivery.Unreachable)]
    [InlineData("cut", Delivery.Unreachable)]
    public async Task What_the_server_says_of_a_mail_is_believed_and_the_next_one_goes(string name, Delivery delivery)
    {
        await using var server = await MailServer.StartAsync();
        using var sender = Sender(server.Port);
        Assert.Equal(delivery, await sender.SendAsync(Mail($"{name}@example.org"), default));
        Assert.Equal(Delivery.Taken, await sender.SendAsync(Mail("ana@example.org"), default));
        Assert.Equal(["ana@example.org"], (await server.ReceiveAsync()).To);
    }

    [Fact]
    public async Task Where_the_answer_never_comes_nobody_says_that_it_was_not_sent()
    {
        await using var server = await MailServer.StartAsync();
        using var sender = Sender(server.Port);
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(Mail("lost@example.org"), default));
        Assert.Equal(["lost@example.org"], (await server.ReceiveAsync()).To);
    }

    [Fact]
    public async Task Many_mails_go_over_one_connection_and_a_server_that_was_restarted_gets_another()
    {
        var port = FreePort.Next();
        using var sender = Sender(port);
        Assert.Equal(Delivery.Unreachable, await sender.SendAsync(Mail("early@example.org"), default));
        await using (var server = await MailServer.StartAsync(port))
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(Delivery.Taken, await sender.SendAsync(Mail($"u{i}@example.org"), default));
            }

            Assert.Equal(5, (await server.StopAsync()).Count);
            Assert.Equal(1, server.Connections);
        }

        await using var again = await MailServer.StartAsync(port);
        Assert.Equal(Delivery.Taken, await sender.SendAsync(Mail("late@example.org"), default));
        Assert.Equal(["late@example.org"], (await again.ReceiveAsync()).To);
    }

    [Fact]
    public async Task It_signs_in_over_TLS_and_tells_nothing_to_a_server_that_it_does_not_trust()
    {
        var (key, certificate) = TestCertificate.Make();
        await using var server = await MailServer.StartAsync(key: key, certificate: certificate, user: "p2p", password: "correct horse");
        using (var strict = Sender(server.Port, SmtpSecurity.StartTls, "correct horse"))
        {
            Assert.Equal(Delivery.Unreachable, await strict.SendAsync(Mail("ana@example.org"), default));
        }

        using (var wrong = Sender(server.Port, SmtpSecurity.StartTls, "wrong", trusted: certificate))
        {
            Assert.Equal(Delivery.Unreachable, await wrong.SendAsync(Mail("ana@example.org"), default));
        }

        using var right = Sender(server.Port, SmtpSecurity.StartTls, "correct horse", trusted: certificate);
        Assert.Equal(Delivery.Taken, await right.SendAsync(Mail("ana@example.org"), default));
        Assert.Single(await server.StopAsync());
    }

    [Fact]
    public async Task Where_TLS_is_wanted_a_server_without_it_gets_no_mail()
    {
        await using var server = await MailServer.StartAsync();
        using var sender = Sender(server.Port, SmtpSecurity.StartTls);
        Assert.Equal(Delivery.Unreachable, await sender.SendAsync(Mail("ana@example.org"), default));
        Assert.Empty(await server.StopAsync());
    }

    internal static SmtpSender Sender(
        int port, SmtpSecurity security = SmtpSecurity.None, string? password = null, string? trusted = null) => new(
        Options.Create(new SmtpOptions
        {
            Host = "127.0.0.1", Port = port, Security = security, UserName = password is null ? "" : "p2p", Password = password ?? "",
        }),
        TimeProvider.System,
        NullLogger<SmtpSender>.Instance,
        trusted is null ? null : (_, shown, _, _) => shown!.GetCertHashString() == TestCertificate.HashOf(trusted));

    private static Email Mail(string to) =>
        new("no-reply@example.org", "Rent Now", to, "Come", "On Sunday.", "one.two", "es");

    private static MimeMessage Read(ReceivedMail mail) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Raw)));
}
