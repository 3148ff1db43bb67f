using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Crm;

namespace P2P.GraphQL.Crm;

[Name("CrmEntry")]
[Description("Something of one contact that the CRM is told. A contact's go out in the order in which they happened.")]
public sealed class CrmEntryView(CrmEntry entry)
{
    [Id]
    [Description("The entry's id.")]
    public string Id => NodeId.Of(entry.Id);

    [Id]
    [Description("Of whom.")]
    public string ContactId => NodeId.Of(entry.Contact);

    [Description("What it says.")]
    public CrmEntryKind Kind => entry.Kind;

    [Description("When that happened.")]
    public Instant At => entry.At;

    [Description("Tags that were given, in small letters.")]
    public IReadOnlyList<string> TagsGiven => entry.TagsGiven;

    [Description("Tags that were taken, in small letters.")]
    public IReadOnlyList<string> TagsTaken => entry.TagsTaken;

    [Description("How far it is.")]
    public CrmEntryState State => entry.State;

    [Description("How often it was sent, or began to be.")]
    public int Attempts => entry.Attempts;

    [Description("Why the last attempt failed; null: none did.")]
    public string? Reason => entry.Reason.Length > 0 ? entry.Reason : null;
}
