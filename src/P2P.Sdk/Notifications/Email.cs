namespace P2P.Sdk.Notifications;

/// <summary>A mail to one user.</summary>
/// <param name="From">The campaign's no-reply address.</param>
/// <param name="FromName">The campaign's name.</param>
/// <param name="Id">Unique to the notification and the user: for the mail's Message-ID.</param>
/// <param name="Language">Which the text is in: <c>en</c> or <c>es</c>.</param>
public sealed record Email(string From, string FromName, string To, string Subject, string Text, string Id, string Language)
{
    /// <summary>Without address and words: it may be logged.</summary>
    public override string ToString() => $"Email {Id}";
}
