using Microsoft.Extensions.Options;

namespace P2P.Sdk.Mail;

/// <summary>Names every setting that is wrong.</summary>
internal sealed class SmtpOptionsCheck : IValidateOptions<SmtpOptions>
{
    private const int MostPort = 65_535;
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(50);

    public ValidateOptionsResult Validate(string? name, SmtpOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(SmtpOptions options)
    {
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return "Smtp:Host is the mail server's name, such as smtp.example.org.";
        }

        if (options.Port is < 1 or > MostPort)
        {
            yield return $"Smtp:Port is from 1 to {MostPort}.";
        }

        if (!Enum.IsDefined(options.Security))
        {
            yield return "Smtp:Security is StartTls, Tls or None.";
        }

        if ((options.UserName.Length == 0) != (options.Password.Length == 0))
        {
            yield return "Smtp:UserName and Smtp:Password are given together, or neither.";
        }

        if (options.Security == SmtpSecurity.None && options.UserName.Length > 0 && !IsThisMachine(options.Host))
        {
            yield return "Smtp:Security None with a password shows it to the network: use StartTls or Tls.";
        }

        if (options.Timeout < s_shortest || options.Timeout > s_longest)
        {
            yield return "Smtp:Timeout is from 1 to 50 seconds.";
        }
    }

    private static bool IsThisMachine(string host) => new UriBuilder { Host = host }.Uri.IsLoopback;
}
