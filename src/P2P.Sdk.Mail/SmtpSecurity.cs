namespace P2P.Sdk.Mail;

/// <summary>How the way to the mail server is kept from others.</summary>
public enum SmtpSecurity
{
    /// <summary>The connection becomes TLS before anything is said; where the server cannot, nothing is sent.</summary>
    StartTls,

    /// <summary>The connection is TLS from its first byte.</summary>
    Tls,

    /// <summary>In the clear: only for a server on this machine, or in a network of one's own.</summary>
    None,
}
