using NodaTime;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging;

/// <summary>A carrier that texts are handed to.</summary>
public interface IMessageTransport
{
    /// <summary>Hands one text over. Any answer of the carrier is returned.</summary>
    /// <exception cref="Exception">No answer came: the carrier may have the text or not. It is reconciled, never sent again
    /// blindly.</exception>
    Task<TransportAnswer> SendAsync(OutgoingText text, CancellationToken cancellationToken);
}

/// <summary>A carrier that can be asked what it has.</summary>
public interface IMessageLookup
{
    /// <summary>Every text from one number to another that the carrier has since then, whatever its status.</summary>
    /// <exception cref="Exception">The answer is not complete: it proves nothing.</exception>
    Task<IReadOnlyList<CarrierRecord>> FindAsync(
        PhoneNumber from, PhoneNumber to, Instant since, CancellationToken cancellationToken);
}

/// <summary>Tells what kind of line a number is (INT-4).</summary>
public interface ILineTypes
{
    /// <returns>In the order of the numbers.</returns>
    Task<IReadOnlyList<LineType>> FindAsync(IReadOnlyList<PhoneNumber> numbers, CancellationToken cancellationToken);
}

/// <summary>Gets numbers to text from (INT-4).</summary>
public interface INumberPool
{
    /// <summary>Gets numbers, of the first area code that has any left; sold out ones are passed over.</summary>
    /// <param name="areaCodes">The most wanted first; empty: any.</param>
    /// <returns>Fewer than asked for where fewer are left.</returns>
    Task<IReadOnlyList<SenderNumber>> GetAsync(IReadOnlyList<string> areaCodes, int count, CancellationToken cancellationToken);

    /// <summary>Gives a number back that no campaign texts from any more. One that is given back already, or was never got
    /// from here, stays as it is.</summary>
    /// <exception cref="Exception">It may be given back or not: it is to be tried again.</exception>
    Task ReleaseAsync(PhoneNumber number, CancellationToken cancellationToken);
}

/// <param name="Message">Ours; status callbacks carry it.</param>
/// <param name="ValidFor">How long the carrier may keep it before it must give it up: to the end of the hours.</param>
public sealed record OutgoingText(MessageId Message, PhoneNumber From, PhoneNumber To, string Text, Duration ValidFor)
{
    /// <summary>Which hand-over of the message this is, from 1; status callbacks carry it too.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Where the carrier fetches the image that goes with it; <see langword="null"/>: there is none.</summary>
    public Uri? Media { get; init; }

    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"OutgoingText {Message}";
}

/// <summary>What the carrier answered.</summary>
public abstract record TransportAnswer
{
    private TransportAnswer()
    {
    }

    /// <summary>It has the text.</summary>
    public sealed record Accepted(string CarrierId) : TransportAnswer;

    /// <summary>It does not take the text, now or later.</summary>
    /// <param name="Code">The carrier's.</param>
    public sealed record Rejected(string Code, RejectionClass Class) : TransportAnswer;

    /// <summary>It does not take the text now: too fast, or too much waits.</summary>
    public sealed record Busy(Duration RetryAfter) : TransportAnswer;
}

public enum RejectionClass
{
    TransportError,
    CarrierFiltered,
    OptedOut,
    Landline,
}

/// <param name="CreatedAt">By the carrier's clock.</param>
public sealed record CarrierRecord(string CarrierId, string Text, Instant CreatedAt, MessageStatus Status)
{
    /// <summary>How many images go with it.</summary>
    public int Media { get; init; }

    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"CarrierRecord {CarrierId} {Status}";
}
