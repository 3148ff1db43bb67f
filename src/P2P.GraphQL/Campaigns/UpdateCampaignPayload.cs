using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Campaigns;

[Description("The campaign as it now is; with CONFLICT, as somebody else has saved it.")]
public sealed class UpdateCampaignPayload(Outcome<Campaign> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public CampaignNode? Campaign => outcome.Value is { } campaign ? new(campaign) : null;
}
