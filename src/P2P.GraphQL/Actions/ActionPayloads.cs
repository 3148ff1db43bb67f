using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Actions;

namespace P2P.GraphQL.Actions;

public abstract class ActionPayload(Outcome<TextingAction> outcome) : Payload(outcome.Refusals)
{
    [Description("The action as it now is; null where there is none to show.")]
    public ActionNode? Action => outcome.Value is { } action ? new(action) : null;
}

[Description("The draft, or every fault of the input.")]
public sealed class CreateActionPayload(Outcome<TextingAction> outcome) : ActionPayload(outcome);

[Description("The action as it now is; with CONFLICT, as somebody else has saved it.")]
public sealed class EditActionPayload(Outcome<TextingAction> outcome) : ActionPayload(outcome);

[Description("The action as it now is, or every fault that keeps it from being published.")]
public sealed class PublishActionPayload(Outcome<TextingAction> outcome) : ActionPayload(outcome);

[Description("The action as it now is.")]
public sealed class UnscheduleActionPayload(Outcome<TextingAction> outcome) : ActionPayload(outcome);

[Description("The action as it now is, or everything that keeps it from being sent.")]
public sealed class SendActionPayload(Outcome<TextingAction> outcome) : ActionPayload(outcome);

[Description("The action as it now is.")]
public sealed class CloseActionPayload(Outcome<TextingAction> outcome) : ActionPayload(outcome);
