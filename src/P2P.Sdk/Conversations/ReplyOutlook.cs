using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Conversations;

/// <summary>Whether a contact may be answered now; a reply is judged again when it is sent.</summary>
/// <param name="Reason">Why not; <see langword="null"/>: they may.</param>
/// <param name="RetryAt">When they may be; <see langword="null"/>: now, or never.</param>
public sealed record ReplyOutlook(RefusalCode? Reason, Instant? RetryAt)
{
    public bool MayReply => Reason is null;

    /// <param name="contact">Also as a volunteer sees it.</param>
    public static ReplyOutlook Of(Contact contact, TextingSettings settings, Instant now)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(settings);
        var verdict = Safeguards.Check(
            SafeguardContext.For(contact, settings.Policy, settings, isOpening: false, Safeguards.SendMargin), now);
        return verdict.ToRefusals() is [var first, ..] ? new(first.Code, verdict.RetryAt) : new(null, null);
    }
}
