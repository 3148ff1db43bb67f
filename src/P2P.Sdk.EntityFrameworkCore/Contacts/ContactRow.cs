using System.Globalization;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

internal sealed class ContactRow
{
    public Guid CampaignId { get; set; }

    public Guid ContactId { get; set; }

    public string Phone { get; set; } = "";

    public long Version { get; set; }

    public Instant CreatedAt { get; set; }

    public string FirstName { get; set; } = "";

    public string FirstNameKey { get; set; } = "";

    public string LastName { get; set; } = "";

    public string LastNameKey { get; set; } = "";

    public string Email { get; set; } = "";

    public string State { get; set; } = "";

    public string Zip { get; set; } = "";

    public string VanId { get; set; } = "";

    public string Language { get; set; } = "";

    public string TimeZone { get; set; } = "";

    /// <summary>As the contact has them; searched in a table of their own.</summary>
    public string Tags { get; set; } = "";

    public string Fields { get; set; } = "";

    public LineType LineType { get; set; }

    public string WindowKey { get; set; } = "";

    public bool OptedOut { get; set; }

    public Guid? Holder { get; set; }

    public Guid? CurrentAction { get; set; }

    public Instant? WaitingSince { get; set; }

    public bool Unread { get; set; }

    public bool AsksToBeRemoved { get; set; }

    public Instant? LastOpeningAt { get; set; }

    /// <summary>Sequences and ticks: <c>4 17670000000000000 5 17670000000000000</c>.</summary>
    public string RecentTexts { get; set; } = "";

    public Instant? LastMessageAt { get; set; }

    public int LastSequence { get; set; }

    public string? SenderNumber { get; set; }

    public SenderNumberReason SenderNumberReason { get; set; }

    /// <summary>By <see cref="Contact.InboxOrder"/>.</summary>
    public long InboxOrder { get; set; }

    public static ContactRow Of(CampaignId campaign, Contact contact, long version) => new()
    {
        CampaignId = campaign.Value,
        ContactId = contact.Id.Value,
        Phone = contact.Phone.ToString(),
        Version = version,
        CreatedAt = contact.CreatedAt,
        FirstName = contact.FirstName,
        FirstNameKey = Folded.Text(contact.FirstName),
        LastName = contact.LastName,
        LastNameKey = Folded.Text(contact.LastName),
        Email = contact.Email,
        State = contact.State,
        Zip = contact.Zip,
        VanId = contact.VanId,
        Language = contact.Language,
        TimeZone = contact.TimeZone,
        Tags = Json.Write(contact.Tags),
        Fields = Json.Write(contact.Fields),
        LineType = contact.LineType,
        WindowKey = contact.WindowKey.ToString(),
        OptedOut = contact.OptedOut,
        Holder = contact.Holder?.Value,
        CurrentAction = contact.CurrentAction?.Value,
        WaitingSince = contact.WaitingSince,
        Unread = contact.Unread,
        AsksToBeRemoved = contact.AsksToBeRemoved,
        LastOpeningAt = contact.LastOpeningAt,
        RecentTexts = Write(contact.RecentTexts),
        LastMessageAt = contact.LastMessageAt,
        LastSequence = contact.LastSequence,
        SenderNumber = contact.SenderNumber?.ToString(),
        SenderNumberReason = contact.SenderNumberReason,
        InboxOrder = contact.InboxOrder,
    };

    public Contact ToContact() => new()
    {
        Id = new(ContactId),
        Phone = PhoneNumber.Parse(Phone),
        Version = Version,
        CreatedAt = CreatedAt,
        FirstName = FirstName,
        LastName = LastName,
        Email = Email,
        State = State,
        Zip = Zip,
        VanId = VanId,
        Language = Language,
        TimeZone = TimeZone,
        Tags = Json.ReadTexts(Tags),
        Fields = Json.ReadFields(Fields),
        LineType = LineType,
        WindowKey = Sdk.TextingWindows.WindowKey.Parse(WindowKey),
        OptedOut = OptedOut,
        Holder = Holder is { } holder ? new(holder) : null,
        CurrentAction = CurrentAction is { } action ? new(action) : null,
        WaitingSince = WaitingSince,
        Unread = Unread,
        AsksToBeRemoved = AsksToBeRemoved,
        LastOpeningAt = LastOpeningAt,
        RecentTexts = ReadTexts(RecentTexts),
        LastMessageAt = LastMessageAt,
        LastSequence = LastSequence,
        SenderNumber = SenderNumber is null ? null : PhoneNumber.Parse(SenderNumber),
        SenderNumberReason = SenderNumberReason,
    };

    private static string Write(IReadOnlyList<RecentText> texts) =>
        texts.Count == 0 ? "" : string.Join(' ', texts.Select(text => $"{text.Sequence} {text.At.ToUnixTimeTicks()}"));

    private static IReadOnlyList<RecentText> ReadTexts(string kept) => kept.Length == 0 ? [] :
    [
        .. kept.Split(' ').Chunk(2).Select(text => new RecentText(
            int.Parse(text[0], CultureInfo.InvariantCulture),
            Instant.FromUnixTimeTicks(long.Parse(text[1], CultureInfo.InvariantCulture)))),
    ];
}
