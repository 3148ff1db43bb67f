using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Messaging.Media;

namespace P2P.GraphQL.Messaging.Media;

[Name("MessageMedia")]
[Description("A picture or other file that a contact sent with a text.")]
public sealed class MessageMediaView(MessageMedia media)
{
    [Description("WAITING: it is being fetched from the carrier, and conversationChanged tells when it is there.")]
    public MediaState State => media.State;

    [Description("From the server's root, with the same token as everything else; null until it is kept.")]
    public string? Url => media.State == MediaState.Kept ? MessageMediaEndpoint.UrlOf(media) : null;

    [Description("What the carrier says that it is, such as image/jpeg.")]
    public string ContentType => media.ContentType;

    [Description("Null until it is kept.")]
    public int? Bytes => media.State == MediaState.Kept ? media.Bytes : null;
}
