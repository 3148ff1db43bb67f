using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace P2P.Sdk.Mail;

/// <summary>A connection that knows whether the server may have the mail that it was given last.</summary>
internal sealed class SmtpConnection : SmtpClient
{
    /// <summary>Whether the server took the receiver: only then is it given the mail itself.</summary>
    public bool HasReceiver { get; set; }

    /// <summary>Connects, secures the connection and signs in.</summary>
    public async Task OpenAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        var security = options.Security switch
        {
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };
        await ConnectAsync(options.Host, options.Port, security, cancellationToken);
        if (options.UserName.Length > 0)
        {
            await AuthenticateAsync(options.UserName, options.Password, cancellationToken);
        }
    }

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        HasReceiver = true;
        base.OnRecipientAccepted(message, mailbox, response);
    }
}
