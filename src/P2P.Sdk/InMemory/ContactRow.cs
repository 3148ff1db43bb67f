using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.InMemory;

/// <summary>A contact with what is looked up by it.</summary>
internal sealed class ContactRow
{
    public required Contact Contact { get; set; }

    public List<TargetId> Targets { get; } = [];

    /// <summary>By sequence.</summary>
    public SortedList<int, Message> Thread { get; } = [];

    /// <summary>Those queued, sending or unknown, by sequence.</summary>
    public SortedList<int, Message> Open { get; } = [];

    public void Put(Message message)
    {
        Thread[message.Sequence] = message;
        if (message.Status <= MessageStatus.Unknown)
        {
            Open[message.Sequence] = message;
        }
        else
        {
            Open.Remove(message.Sequence);
        }
    }

    /// <summary>Whether this text is the next of the contact's to go.</summary>
    public bool IsNext(int sequence) =>
        Open.Count > 0 && Open.GetKeyAtIndex(0) == sequence && Open.Values.All(m => m.Status == MessageStatus.Queued);

    /// <summary>Whether an opening text after that time locks the contact (SET-6).</summary>
    public bool IsLocked(Instant? since) => Contact.LastOpeningAt > since;
}
