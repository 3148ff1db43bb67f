using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

[Description("In which action the viewer wants to text.")]
public sealed class ClaimContactsInput
{
    [Id]
    [Description("The action.")]
    public required string ActionId { get; init; }
}

[Description("What the viewer texts next, and what is left of the action.")]
public sealed class ClaimContactsPayload(Outcome<Claim> outcome) : Payload(outcome.Refusals)
{
    [Description("The viewer's untexted targets that can be texted now, in the order to text them, those just claimed included; at most one bucket.")]
    public IReadOnlyList<TargetNode> Targets => [.. (outcome.Value?.Targets ?? []).Select(target => new TargetNode(target))];

    [Description("All of the viewer's untexted targets of this action.")]
    public int Assigned => outcome.Value?.Assigned ?? 0;

    [Description("Contacts of this action that nobody has been assigned.")]
    public int Unassigned => outcome.Value?.Unassigned ?? 0;

    [Description("Unassigned contacts whose hours are closed now, by when they open; earliest first.")]
    public IReadOnlyList<LaterOpeningView> OpensLater => [.. (outcome.Value?.OpensLater ?? []).Select(later => new LaterOpeningView(later))];
}

[Name("LaterOpening")]
[Description("Contacts that can be texted from a later time on.")]
public sealed class LaterOpeningView(LaterOpening later)
{
    [Description("How many.")]
    public int Contacts => later.Contacts;

    [Description("From when.")]
    public Instant OpensAt => later.OpensAt;
}
