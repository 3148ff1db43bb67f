namespace P2P.Sdk.Notifications.Push;

/// <summary>Hands messages to browsers' push services.</summary>
public interface IPushSender
{
    /// <summary>What browsers subscribe with (<c>applicationServerKey</c>): a point on P-256, in base64url.</summary>
    string PublicKey { get; }

    /// <returns>What the push service answered; <see cref="Delivery.Gone"/>: the browser has ended the subscription.
    /// <see cref="Delivery.NotNow"/> only where it is certain that the service has not got the message.</returns>
    /// <exception cref="Exception">Whether the service has it is not known. It is never sent again.</exception>
    Task<PushAnswer> SendAsync(PushSubscription to, PushMessage message, CancellationToken cancellationToken);
}
