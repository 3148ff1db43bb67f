using NodaTime;
using P2P.Sdk.Messaging.Media;

namespace P2P.Sdk.InMemory;

internal sealed class MessageMediaRow
{
    public required MessageMedia Media { get; set; }

    public Instant DueAt { get; set; }

    public int Tries { get; set; }
}
