namespace P2P.Sdk.Mail;

/// <summary>The mail server that mails are handed to.</summary>
/// <remarks>A wrong one stops the host as it starts, with the names of all that are wrong.</remarks>
public sealed class SmtpOptions
{
    /// <summary>The server's name, such as <c>smtp.example.org</c>.</summary>
    public string Host { get; set; } = "";

    /// <summary>Default 587, where apps hand mails in; 465 with <see cref="SmtpSecurity.Tls"/>.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Default <see cref="SmtpSecurity.StartTls"/>.</summary>
    public SmtpSecurity Security { get; set; }

    /// <summary>Who signs in; empty: nobody has to. Default: empty.</summary>
    public string UserName { get; set; } = "";

    /// <summary>It belongs into the environment or a secret store.</summary>
    public string Password { get; set; } = "";

    /// <summary>How long connecting, and then one mail, may take. Default 20 seconds; from 1 to 50 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Without the password: it may be logged.</summary>
    public override string ToString() => $"{Host}:{Port} ({Security})";
}
