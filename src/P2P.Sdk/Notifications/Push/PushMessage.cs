namespace P2P.Sdk.Notifications.Push;

/// <summary>What a browser shows. It holds nothing about the user or a contact, only the admin's title: the rest is in the inbox.</summary>
/// <param name="Tag">The notification's id: a browser shows one of a tag, however often it came.</param>
public sealed record PushMessage(string Tag, string Title)
{
    /// <summary>Without words: it may be logged.</summary>
    public override string ToString() => $"PushMessage {Tag}";
}
