using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class MessageRow
{
    public Guid CampaignId { get; set; }

    public Guid MessageId { get; set; }

    public Guid ContactId { get; set; }

    public int Sequence { get; set; }

    public MessageKind Kind { get; set; }

    public Guid? ActionId { get; set; }

    public Guid? TargetId { get; set; }

    public Guid? ScriptId { get; set; }

    public Guid? Sender { get; set; }

    public string CampaignNumber { get; set; } = "";

    public string ContactNumber { get; set; } = "";

    public string Text { get; set; } = "";

    public int Segments { get; set; }

    public Guid? ImageId { get; set; }

    public int MediaCount { get; set; }

    public MessageStatus Status { get; set; }

    public int Attempt { get; set; }

    public string? CarrierId { get; set; }

    public string? ErrorCode { get; set; }

    public RefusalCode? WithheldFor { get; set; }

    public Instant CreatedAt { get; set; }

    public Instant? FormerOpeningAt { get; set; }

    public Instant? FormerWaitingSince { get; set; }

    public Guid? FormerHolder { get; set; }

    public Guid? FormerAction { get; set; }

    public static MessageRow Of(CampaignId campaign, Message message) => new()
    {
        CampaignId = campaign.Value,
        MessageId = message.Id.Value,
        ContactId = message.Contact.Value,
        Sequence = message.Sequence,
        Kind = message.Kind,
        ActionId = message.Action?.Value,
        TargetId = message.Target?.Value,
        ScriptId = message.Script?.Value,
        Sender = message.Sender?.Value,
        CampaignNumber = message.CampaignNumber.ToString(),
        ContactNumber = message.ContactNumber.ToString(),
        Text = message.Text,
        Segments = message.Segments,
        ImageId = message.Image?.Value,
        MediaCount = message.MediaCount,
        Status = message.Status,
        Attempt = message.Attempt,
        CarrierId = message.CarrierId,
        ErrorCode = message.ErrorCode,
        WithheldFor = message.WithheldFor,
        CreatedAt = message.CreatedAt,
        FormerOpeningAt = message.FormerOpeningAt,
        FormerWaitingSince = message.FormerWaitingSince,
        FormerHolder = message.FormerHolder?.Value,
        FormerAction = message.FormerAction?.Value,
    };

    public Message ToMessage() => new()
    {
        Id = new(MessageId),
        Contact = new(ContactId),
        Sequence = Sequence,
        Kind = Kind,
        Action = ActionId is { } action ? new(action) : null,
        Target = TargetId is { } target ? new(target) : null,
        Script = ScriptId is { } script ? new(script) : null,
        Sender = Sender is { } sender ? new(sender) : null,
        CampaignNumber = PhoneNumber.Parse(CampaignNumber),
        ContactNumber = PhoneNumber.Parse(ContactNumber),
        Text = Text,
        Segments = Segments,
        Image = ImageId is { } image ? new(image) : null,
        MediaCount = MediaCount,
        Status = Status,
        Attempt = Attempt,
        CarrierId = CarrierId,
        ErrorCode = ErrorCode,
        WithheldFor = WithheldFor,
        CreatedAt = CreatedAt,
        FormerOpeningAt = FormerOpeningAt,
        FormerWaitingSince = FormerWaitingSince,
        FormerHolder = FormerHolder is { } holder ? new(holder) : null,
        FormerAction = FormerAction is { } former ? new(former) : null,
    };
}
