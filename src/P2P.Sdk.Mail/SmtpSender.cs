using System.Net.Security;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using P2P.Sdk.Notifications;

namespace P2P.Sdk.Mail;

/// <summary>Hands mails to a mail server, one after the other over one connection that is kept while there are more.</summary>
/// <param name="trusts">Which certificates are taken; <see langword="null"/>: those that this machine trusts.</param>
internal sealed partial class SmtpSender(
    IOptions<SmtpOptions> options, TimeProvider time, ILogger<SmtpSender> logger, RemoteCertificateValidationCallback? trusts = null)
    : IEmailSender, IDisposable
{
    /// <summary>Sooner than servers tire of a connection on which nothing is said.</summary>
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private SmtpConnection? _kept;
    private long _usedAt;

    public async Task<Delivery> SendAsync(Email mail, CancellationToken cancellationToken)
    {
        using var message = MailMessage.Of(mail);
        if (message is null)
        {
            return Delivery.Refused;
        }

        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return Delivery.Unreachable; // It never left.
        }

        try
        {
            return await SendAsync(message, cancellationToken);
        }
        finally
        {
            _usedAt = time.GetTimestamp();
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private async Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        if (_kept is not null && time.GetElapsedTime(_usedAt) < s_keptFor
            && await TrySendAsync(_kept, message, cancellationToken) is var delivery and not Delivery.Unreachable)
        {
            return delivery;
        }

        // A connection that was kept may have been closed by the server meanwhile: that says nothing about the server.
        Close();
        return await ConnectAsync(cancellationToken) is { } connection
            ? await TrySendAsync(_kept = connection, message, cancellationToken)
            : Delivery.Unreachable;
    }

    private async Task<Delivery> TrySendAsync(SmtpConnection connection, MimeMessage message, CancellationToken cancellationToken)
    {
        using var end = Timer(cancellationToken);
        try
        {
            connection.HasReceiver = false;
            await connection.SendAsync(message, end.Token);
            return Delivery.Taken;
        }
        catch (SmtpCommandException refusal)
        {
            return Read(refusal);
        }
        catch (NotSupportedException)
        {
            return Delivery.Refused; // The address needs what the server cannot.
        }
        catch (Exception failure) when (!connection.HasReceiver)
        {
            NotReached(logger, options.Value, failure.GetType().Name);
            Close();
            return Delivery.Unreachable;
        }
        catch
        {
            Close(); // The mail was on its way: whether it arrived, nobody says.
            throw;
        }
    }

    private Delivery Read(SmtpCommandException refusal)
    {
        var code = (int)refusal.StatusCode;
        RefusedWith(logger, options.Value, code, refusal.ErrorCode);
        switch (refusal.StatusCode)
        {
            case SmtpStatusCode.ServiceNotAvailable:
            case SmtpStatusCode.AuthenticationRequired:
                Close();
                return Delivery.Unreachable;
            default:
                return code < 500 ? Delivery.NotNow : Delivery.Refused; // RFC 5321, 4.2.1: 4yz passes, 5yz stays.
        }
    }

    private async Task<SmtpConnection?> ConnectAsync(CancellationToken cancellationToken)
    {
        using var end = Timer(cancellationToken);
        var connection = new SmtpConnection();
        try
        {
            if (trusts is not null)
            {
                connection.ServerCertificateValidationCallback = trusts;
            }

            await connection.OpenAsync(options.Value, end.Token);
            return connection;
        }
        catch (Exception failure)
        {
            connection.Dispose();
            NotReached(logger, options.Value, failure.GetType().Name);
            return null;
        }
    }

    private CancellationTokenSource Timer(CancellationToken cancellationToken)
    {
        var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(options.Value.Timeout);
        return timer;
    }

    private void Close()
    {
        _kept?.Dispose();
        _kept = null;
    }

    // Neither line has the server's words: they may name an address.
    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server {Server} answered {Code} ({What}).")]
    private static partial void RefusedWith(ILogger logger, SmtpOptions server, int code, SmtpErrorCode what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server {Server} is not to be reached, or does not let us in ({Failure}).")]
    private static partial void NotReached(ILogger logger, SmtpOptions server, string failure);
}
