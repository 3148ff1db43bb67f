using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.GraphQL.Messaging;

[Description("One of the campaign's numbers.")]
public sealed class SenderNumberInput
{
    [Description("Such as +13125550142.")]
    public required PhoneNumber Number { get; init; }
}

[Description("How many numbers to get.")]
public sealed class GetSenderNumbersInput
{
    [Description("From 1 to 1,000. Each may cost, once and by the month.")]
    public required int Count { get; init; }
}

[Description("The campaign's numbers.")]
public sealed class GetSenderNumbersPayload(Outcome<IReadOnlyList<SenderNumber>> outcome) : Payload(outcome.Refusals)
{
    [Description("All that the campaign has now; fewer are new than were asked for where the carrier has no more.")]
    public IReadOnlyList<PhoneNumber> Numbers => [.. (outcome.Value ?? []).Select(number => number.Number)];
}

[Description("The number as it now is.")]
public sealed class PauseSenderNumberPayload(Outcome<NumberHealth> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where it was refused.")]
    public SenderNumberView? SenderNumber => outcome.Value is { } health ? new(health) : null;
}

[Description("The number as it now is.")]
public sealed class ResumeSenderNumberPayload(Outcome<NumberHealth> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where it was refused.")]
    public SenderNumberView? SenderNumber => outcome.Value is { } health ? new(health) : null;
}

[Description("The number that is the campaign's no more.")]
public sealed class ReleaseSenderNumberPayload(Outcome<SenderNumber> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where it was refused.")]
    public PhoneNumber? Number => outcome.Value?.Number;
}
