using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Description("Who somebody now is in the campaign that they joined.")]
public sealed class JoinCampaignPayload(Outcome<Membership> outcome, string? token) : Payload(outcome.Refusals)
{
    [Id]
    [Description("The campaign; null where nobody joined.")]
    public string? CampaignId => outcome.Value is { } joined ? NodeId.Of(joined.Actor.Campaign) : null;

    [Description("The user that they are there; whoever joins again is the same.")]
    public UserNode? User => outcome.Value is { } joined ? new(joined.User) : null;

    [Description("In Development, where the server signs tokens itself: one for this campaign. Null elsewhere.")]
    public string? Token => outcome.IsRefused ? null : token;
}
