using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.OptInForms;

namespace P2P.GraphQL.OptInForms;

public abstract class OptInFormPayload(Outcome<OptInForm> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public OptInFormNode? Form => outcome.Value is { } form ? new(form) : null;
}

[Description("The form that was made.")]
public sealed class CreateOptInFormPayload(Outcome<OptInForm> outcome) : OptInFormPayload(outcome);

[Description("The form as it now is; with a CONFLICT, as somebody else has saved it.")]
public sealed class EditOptInFormPayload(Outcome<OptInForm> outcome) : OptInFormPayload(outcome);
