using P2P.Sdk.Campaigns;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.Notifications;

/// <summary>By which ways this app can tell users.</summary>
internal sealed class NotificationChannels(IEmailSender? mail, IPushSender? push)
{
    /// <summary>Those that go out in the background.</summary>
    public IReadOnlyList<NotificationChannel> Sent { get; } =
    [
        .. mail is null ? Array.Empty<NotificationChannel>() : [NotificationChannel.Email],
        .. push is null ? Array.Empty<NotificationChannel>() : [NotificationChannel.Push],
    ];

    /// <returns>Why a campaign cannot use one; <see langword="null"/> if it can.</returns>
    public Refusal? Check(NotificationChannel channel, TextingSettings settings) => channel switch
    {
        NotificationChannel.DirectMessage => null,
        NotificationChannel.Email when mail is null => Missing("There is no mail server here yet: whoever runs this names one."),
        NotificationChannel.Email when settings.NoReplyAddress.Length == 0 =>
            Missing("The campaign has no no-reply address. Set one in the settings."),
        NotificationChannel.Email => null,
        NotificationChannel.Push when push is null => Missing("Nobody is told by push here yet: whoever runs this makes a key for it."),
        NotificationChannel.Push => null,
        _ => Missing("There is no such way of telling users."),
    };

    private static Refusal Missing(string why) => Refusal.Invalid(why, "channel");
}
