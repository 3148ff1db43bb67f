using NodaTime;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.OptInForms;

/// <summary>That somebody filled in a form, on one day; and what they were answered.</summary>
public sealed record OptIn
{
    public required OptInId Id { get; init; }

    public required OptInFormId Form { get; init; }

    public required ContactId Contact { get; init; }

    /// <summary>In the campaign's zone. A number is answered once a form and day.</summary>
    public required LocalDate Day { get; init; }

    public required Instant At { get; init; }

    /// <summary>Who passed the form on to them (VAR-6).</summary>
    public ContactId? Referrer { get; init; }

    public required OptInState State { get; init; }

    /// <summary>While it waits: when the response goes out.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>Why no response goes out.</summary>
    public RefusalCode? NotSentFor { get; init; }
}

public enum OptInState
{
    /// <summary>The response goes out when the hours open.</summary>
    Waiting,

    /// <summary>The response is a message of the thread.</summary>
    Responded,

    /// <summary>There is none: they have opted out, or cannot be texted.</summary>
    NotSent,
}

/// <param name="OptIns">Contacts who came by this one, each once.</param>
public sealed record ReferralCount(ContactId Referrer, int OptIns);
