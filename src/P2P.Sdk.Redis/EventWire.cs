using System.Buffers;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Events;
using P2P.Sdk.Notifications;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Users;

namespace P2P.Sdk.Redis;

/// <summary>Events as bytes. Ids only: what a person is called, or wrote, never leaves the database this way.</summary>
/// <remarks>
/// One byte of version, 16 of the node that sends; then for each event one byte of kind, one of length, and that many bytes of
/// ids, 16 each, big-endian, the campaign's first. A kind or a length that is not known is passed over, so that nodes of two
/// releases can run side by side; a change that older nodes must not try to read takes a new version.
/// </remarks>
internal static class EventWire
{
    public const byte Version = 1;

    private const int IdLength = 16;
    private const int HeadLength = 1 + IdLength;

    public static byte[] Write(Guid node, IEnumerable<P2PEvent> events)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        bytes.Write([Version]);
        Write(bytes, node);
        foreach (var happened in events)
        {
            var (kind, ids) = Parts(happened);
            bytes.Write([kind, (byte)(ids.Length * IdLength)]);
            foreach (var id in ids)
            {
                Write(bytes, id);
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <returns>Who sent them, and all that this release knows; <see langword="null"/> if it is of another version, or no
    /// message of ours.</returns>
    public static (Guid Node, IReadOnlyList<P2PEvent> Events)? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength || bytes[0] != Version)
        {
            return null;
        }

        var node = Id(bytes, 1);
        var events = new List<P2PEvent>();
        for (var rest = bytes[HeadLength..]; rest.Length >= 2 && rest.Length >= 2 + rest[1]; rest = rest[(2 + rest[1])..])
        {
            if (Event(kind: rest[0], rest.Slice(2, rest[1])) is { } happened)
            {
                events.Add(happened);
            }
        }

        return (node, events);
    }

    private static (byte Kind, Guid[] Ids) Parts(P2PEvent happened) => happened switch
    {
        P2PEvent.CountsChanged e => (1, [e.Campaign.Value, e.Action.Value]),
        P2PEvent.ConversationChanged e => (2, [e.Campaign.Value, e.Contact.Value]),
        P2PEvent.InboxChanged { User: { } user } e => (3, [e.Campaign.Value, e.Contact.Value, user.Value]),
        P2PEvent.InboxChanged e => (3, [e.Campaign.Value, e.Contact.Value]),
        P2PEvent.ImportProgressed e => (4, [e.Campaign.Value, e.Import.Value]),
        P2PEvent.ActionChanged e => (5, [e.Campaign.Value, e.Action.Value]),
        P2PEvent.TextsQueued e => (6, [e.Campaign.Value]),
        P2PEvent.CarrierEventKept e => (7, [e.Campaign.Value]),
        P2PEvent.ExportProgressed e => (8, [e.Campaign.Value, e.Export.Value]),
        P2PEvent.UserChanged e => (9, [e.Campaign.Value, e.User.Value]),
        P2PEvent.ReassignmentProgressed e => (10, [e.Campaign.Value, e.Reassignment.Value]),
        P2PEvent.NotificationChanged e => (11, [e.Campaign.Value, e.Notification.Value]),
        P2PEvent.DirectMessagesChanged { User: { } user } e => (12, [e.Campaign.Value, user.Value]),
        P2PEvent.DirectMessagesChanged e => (12, [e.Campaign.Value]),
        P2PEvent.CrmProgressed e => (13, [e.Campaign.Value]),
        _ => (0, []), // An embedder's own: it stays in its process.
    };

    private static P2PEvent? Event(byte kind, ReadOnlySpan<byte> ids) => (kind, ids.Length / IdLength) switch
    {
        (1, 2) => new P2PEvent.CountsChanged(Campaign(ids), new ActionId(Id(ids, IdLength))),
        (2, 2) => new P2PEvent.ConversationChanged(Campaign(ids), new ContactId(Id(ids, IdLength))),
        (3, 2) => new P2PEvent.InboxChanged(Campaign(ids), null, new ContactId(Id(ids, IdLength))),
        (3, 3) => new P2PEvent.InboxChanged(Campaign(ids), new UserId(Id(ids, 2 * IdLength)), new ContactId(Id(ids, IdLength))),
        (4, 2) => new P2PEvent.ImportProgressed(Campaign(ids), new ContactImportId(Id(ids, IdLength))),
        (5, 2) => new P2PEvent.ActionChanged(Campaign(ids), new ActionId(Id(ids, IdLength))),
        (6, 1) => new P2PEvent.TextsQueued(Campaign(ids)),
        (7, 1) => new P2PEvent.CarrierEventKept(Campaign(ids)),
        (8, 2) => new P2PEvent.ExportProgressed(Campaign(ids), new ExportId(Id(ids, IdLength))),
        (9, 2) => new P2PEvent.UserChanged(Campaign(ids), new UserId(Id(ids, IdLength))),
        (10, 2) => new P2PEvent.ReassignmentProgressed(Campaign(ids), new ReassignmentId(Id(ids, IdLength))),
        (11, 2) => new P2PEvent.NotificationChanged(Campaign(ids), new NotificationId(Id(ids, IdLength))),
        (12, 1) => new P2PEvent.DirectMessagesChanged(Campaign(ids), null),
        (12, 2) => new P2PEvent.DirectMessagesChanged(Campaign(ids), new UserId(Id(ids, IdLength))),
        (13, 1) => new P2PEvent.CrmProgressed(Campaign(ids)),
        _ => null,
    };

    private static CampaignId Campaign(ReadOnlySpan<byte> ids) => new(Id(ids, 0));

    private static Guid Id(ReadOnlySpan<byte> bytes, int at) => new(bytes.Slice(at, IdLength), bigEndian: true);

    private static void Write(ArrayBufferWriter<byte> bytes, Guid id)
    {
        id.TryWriteBytes(bytes.GetSpan(IdLength), bigEndian: true, out var written);
        bytes.Advance(written);
    }
}
