using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Districts;

namespace P2P.GraphQL.Districts;

public abstract class DistrictPayload(Outcome<District> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public DistrictNode? District => outcome.Value is { } district ? new(district) : null;
}

[Description("The district that was made.")]
public sealed class CreateDistrictPayload(Outcome<District> outcome) : DistrictPayload(outcome);

[Description("The district as it now is.")]
public sealed class EditDistrictPayload(Outcome<District> outcome) : DistrictPayload(outcome);

[Description("The district as it was.")]
public sealed class DeleteDistrictPayload(Outcome<District> outcome) : DistrictPayload(outcome);
