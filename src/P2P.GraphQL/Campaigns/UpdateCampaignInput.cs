using System.ComponentModel;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Campaigns;

[Description("What changes of the campaign: what is not null.")]
public sealed class UpdateCampaignInput
{
    [Description("The campaign's version that was read; another one by now is a CONFLICT.")]
    public int Version { get; init; }

    [Description("1 to 200 characters.")]
    public string? Name { get; init; }

    [Description("At most 10,000 characters.")]
    public string? Description { get; init; }

    [Description("4 to 40 letters, digits and hyphens, unique among all campaigns and teams. The former one opens nothing any more.")]
    public string? JoinCode { get; init; }

    [Description("As people write it; \"\": none any more.")]
    public string? BroadcastNumber { get; init; }

    internal CampaignEdit ToEdit() =>
        new() { Name = Name, Description = Description, JoinCode = JoinCode, BroadcastNumber = BroadcastNumber };
}
