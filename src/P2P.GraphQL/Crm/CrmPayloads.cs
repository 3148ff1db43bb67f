using System.ComponentModel;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;

namespace P2P.GraphQL.Crm;

[Description("The CRM as it is now told.")]
public sealed class SetCrmPayload(Outcome<CrmOverview> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was changed.")]
    public CrmView? Crm => outcome.Value is { } overview ? new(overview) : null;
}

[Description("What is sent again.")]
public sealed class ResendCrmEntriesPayload(Outcome<CrmResent> outcome) : Payload(outcome.Refusals)
{
    [Description("How many entries wait again; null where it was refused.")]
    public int? Count => outcome.Value?.Count;
}

[Description("What is told again.")]
public sealed class ReplayCrmEntriesPayload(Outcome<CrmResent> outcome) : Payload(outcome.Refusals)
{
    [Description("How many entries wait again; null where it was refused.")]
    public int? Count => outcome.Value?.Count;
}

[Description("The contact that was made or opened.")]
public sealed class OpenCrmPersonPayload(Outcome<Contact> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where it was refused.")]
    public ContactNode? Contact => outcome.Value is { } contact ? new(contact) : null;
}
