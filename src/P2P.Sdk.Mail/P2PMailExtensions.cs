using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using P2P.Sdk;
using P2P.Sdk.Mail;
using P2P.Sdk.Notifications;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PMailExtensions
{
    /// <summary>Users can be told by mail too, through a mail server.</summary>
    public static P2PBuilder UseSmtp(this P2PBuilder builder, Action<SmtpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<SmtpOptions>().Configure(configure).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsCheck>();
        builder.Services.AddSingleton<IEmailSender>(provider => new SmtpSender(
            provider.GetRequiredService<IOptions<SmtpOptions>>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SmtpSender>>()));
        return builder;
    }
}
