using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Reports;

namespace P2P.GraphQL.Reports;

[Description("One report per user, contact and action: filing again replaces it. Adds `tags`, sets `fields`, takes `removeTags` away; only tags and fields that exist.")]
public sealed class FileReportInput
{
    [Id]
    [Description("On whom.")]
    public required string ContactId { get; init; }

    [Id]
    [Description("In which action.")]
    public required string ActionId { get; init; }

    [EmptyList]
    [Description("Put on the contact; \"Opt Out\" opts the contact out.")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    [EmptyList]
    [Description("Set on the contact; an empty value clears.")]
    public IReadOnlyList<FieldValueInput> Fields { get; init; } = [];

    [EmptyList]
    [Description("Taken from the contact.")]
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    internal ReportInput ToInput() => new(
        NodeId.Contact(ContactId), NodeId.Action(ActionId), Tags, [.. Fields.Select(field => field.ToInput())], RemoveTags);
}

[Description("The contact as it now is.")]
public sealed class FileReportPayload(Outcome<Contact> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public ContactNode? Contact => outcome.Value is { } contact ? new(contact) : null;
}
