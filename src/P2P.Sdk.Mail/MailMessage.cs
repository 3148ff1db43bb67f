using MimeKit;
using MimeKit.Text;
using P2P.Sdk.Notifications;

namespace P2P.Sdk.Mail;

/// <summary>A mail in the form in which it travels: plain text, one receiver.</summary>
internal static class MailMessage
{
    /// <returns><see langword="null"/> if the receiver's address is none.</returns>
    public static MimeMessage? Of(Email mail)
    {
        if (!IsAddress(mail.To) || !IsAddress(mail.From))
        {
            return null;
        }

        var message = new MimeMessage();
        message.From.Add(new MailboxAddress(OneLine(mail.FromName), mail.From));
        message.To.Add(new MailboxAddress("", mail.To));
        message.Subject = OneLine(mail.Subject);
        message.MessageId = $"{mail.Id}@{mail.From[(mail.From.LastIndexOf('@') + 1)..]}";
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated"); // RFC 3834: no out-of-office answers, please.
        message.Body = new TextPart(TextFormat.Plain) { Text = mail.Text };
        message.Body.Headers.Add("Content-Language", mail.Language);
        return message;
    }

    private static bool IsAddress(string text) =>
        !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text;

    /// <summary>A line break in a header would begin another header.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
