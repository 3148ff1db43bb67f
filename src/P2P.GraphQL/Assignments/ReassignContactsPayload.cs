using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

[Description("What moved, or would move.")]
public sealed class ReassignContactsPayload(Outcome<Reassignment> outcome) : Payload(outcome.Refusals)
{
    [Description("How many contacts went to a receiver; of more than 10,000 how many so far: see `reassignment`.")]
    public int Reassigned => outcome.Value?.Moved ?? 0;

    [Description("Contacts that stay, by reason.")]
    public IReadOnlyList<SkippedContactsView> Skipped => [.. (outcome.Value?.Skipped ?? []).Select(s => new SkippedContactsView(s))];

    [Description("Who got contacts, or would.")]
    public IReadOnlyList<ReceivedContactsView> ToUsers => [.. (outcome.Value?.ToUsers ?? []).Select(to => new ReceivedContactsView(to))];

    [Description("What goes on in the background; null where all was done at once, or nothing.")]
    public ReassignmentNode? Reassignment => ReassignmentNode.InBackground(outcome.Value);
}

[Name("SkippedContacts")]
[Description("Contacts that stay for one reason.")]
public sealed class SkippedContactsView(SkippedContacts skipped)
{
    [Description("Why.")]
    public RefusalCode Code => skipped.Reason;

    [Description("How many.")]
    public int Contacts => skipped.Contacts;
}
