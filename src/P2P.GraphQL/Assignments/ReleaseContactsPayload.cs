using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

[Description("What went back to the pool, or would.")]
public sealed class ReleaseContactsPayload(Outcome<Reassignment> outcome) : Payload(outcome.Refusals)
{
    [Description("How many contacts went back; of more than 10,000 how many so far: see `reassignment`.")]
    public int Released => outcome.Value?.Moved ?? 0;

    [Description("Contacts that stay, by reason.")]
    public IReadOnlyList<SkippedContactsView> Skipped => [.. (outcome.Value?.Skipped ?? []).Select(s => new SkippedContactsView(s))];

    [Description("What goes on in the background; null where all was done at once, or nothing.")]
    public ReassignmentNode? Reassignment => ReassignmentNode.InBackground(outcome.Value);
}
