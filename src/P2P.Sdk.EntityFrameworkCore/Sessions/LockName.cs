using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>What may be locked without being a row.</summary>
internal readonly record struct LockName(string Text)
{
    /// <summary>The numbering of what carriers tell us.</summary>
    public static LockName CarrierEvents { get; } = new("carrier events");

    /// <summary>That a campaign has work of a kind: shared by who adds work, locked by who says that there is none left.</summary>
    public static LockName Work(WorkKind kind, CampaignId campaign) => new($"work {kind} {campaign}");
}
