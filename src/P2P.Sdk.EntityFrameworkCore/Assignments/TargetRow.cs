using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

internal sealed class TargetRow
{
    public Guid CampaignId { get; set; }

    public Guid TargetId { get; set; }

    public Guid ActionId { get; set; }

    public Guid ContactId { get; set; }

    public long Version { get; set; }

    public long Ord { get; set; }

    public string WindowKey { get; set; } = "";

    public TargetState State { get; set; }

    public Guid? AssignedTo { get; set; }

    public Guid? Bucket { get; set; }

    public bool IsKept { get; set; }

    public Instant? AssignedAt { get; set; }

    public HeldReason? HeldFor { get; set; }

    public Guid? ScriptId { get; set; }

    public Instant? NotBefore { get; set; }

    public Guid? MessageId { get; set; }

    public bool Replied { get; set; }

    public bool OptedOut { get; set; }

    public bool Reported { get; set; }

    public static TargetRow Of(CampaignId campaign, Target target, long version) => new()
    {
        CampaignId = campaign.Value,
        TargetId = target.Id.Value,
        ActionId = target.Action.Value,
        ContactId = target.Contact.Value,
        Version = version,
        Ord = target.Order,
        WindowKey = target.WindowKey.ToString(),
        State = target.State,
        AssignedTo = target.AssignedTo?.Value,
        Bucket = target.Bucket?.Value,
        IsKept = target.IsKept,
        AssignedAt = target.AssignedAt,
        HeldFor = target.HeldFor,
        ScriptId = target.Script?.Value,
        NotBefore = target.NotBefore,
        MessageId = target.Message?.Value,
        Replied = target.Replied,
        OptedOut = target.OptedOut,
        Reported = target.Reported,
    };

    public Target ToTarget() => new()
    {
        Id = new(TargetId),
        Action = new(ActionId),
        Contact = new(ContactId),
        Version = Version,
        Order = Ord,
        WindowKey = Sdk.TextingWindows.WindowKey.Parse(WindowKey),
        State = State,
        AssignedTo = AssignedTo is { } user ? new(user) : null,
        Bucket = Bucket is { } bucket ? new(bucket) : null,
        IsKept = IsKept,
        AssignedAt = AssignedAt,
        HeldFor = HeldFor,
        Script = ScriptId is { } script ? new(script) : null,
        NotBefore = NotBefore,
        Message = MessageId is { } message ? new(message) : null,
        Replied = Replied,
        OptedOut = OptedOut,
        Reported = Reported,
    };
}
