using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Campaigns;

[Description("The settings as they now are; with CONFLICT, as somebody else has saved them.")]
public sealed class UpdateTextingSettingsPayload(Outcome<TextingSettings> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there are none to show.")]
    public TextingSettingsView? Settings => outcome.Value is { } settings ? new(settings) : null;
}
