using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Audit;

namespace P2P.GraphQL.Audit;

[Name("AuditEntry")]
[Description("A change that matters, as the audit trail keeps it for good.")]
public sealed class AuditEntryView(AuditItem item)
{
    [Description("From 1, without gaps, in the order in which it happened.")]
    public int Number => (int)Math.Min(item.Number, int.MaxValue);

    [Description("When.")]
    public Instant At => item.Entry.At;

    [Description("Who; null where no user acted.")]
    public IDataLoaderResult<UserNode?> User([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, item.Entry.User);

    [Description("What kind of change, such as settings.updated or contact.reassigned.")]
    public string What => item.Entry.What;

    [Description("The id of what changed, as the audit trail writes it.")]
    public string Subject => item.Entry.Subject;

    [Description("What it was and what it is, in ids, numbers, settings and reasons; no person's number, name or words.")]
    public string Detail => item.Entry.Detail;
}
