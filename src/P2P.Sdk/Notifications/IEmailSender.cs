namespace P2P.Sdk.Notifications;

/// <summary>Hands mails to a mail server.</summary>
public interface IEmailSender
{
    /// <returns>What the server answered. <see cref="Delivery.NotNow"/> and <see cref="Delivery.Unreachable"/> only where it is
    /// certain that the server has not got the mail, since they let it be sent again.</returns>
    /// <exception cref="Exception">Whether the server has the mail is not known. It is never sent again.</exception>
    Task<Delivery> SendAsync(Email mail, CancellationToken cancellationToken);
}
