using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Paging;
using P2P.Sdk;
using P2P.Sdk.OptInForms;

namespace P2P.GraphQL.OptInForms;

[Name("OptInForm")]
[Implements(typeof(INode))]
[Description("A page on which people ask to be texted.")]
public sealed class OptInFormNode(OptInForm form) : INode
{
    [Id]
    [Description("The form's id.")]
    public string Id => NodeId.Of(form.Id);

    [Description("Changes with every save; send it back with the next one.")]
    public int Version => form.Version;

    [Description("What scripts and its address call it; unique in the campaign without regard to case, links included.")]
    public string Slug => form.Slug;

    [Description("1 to 100 characters.")]
    public string Title => form.Title;

    [Description("At most 300 characters.")]
    public string Subtitle => form.Subtitle;

    [Description("Texted to whoever fills it in, with variables.")]
    public string InitialResponse => form.Responses[0];

    [Description("Texted right after it, in this order.")]
    public IReadOnlyList<string> FollowUpResponses => [.. form.Responses.Skip(1)];

    [Description("Closed, it takes nobody.")]
    public bool IsOpen => form.IsOpen;

    [Description("Its public address; null where the campaign has no link domain.")]
    public string? ShareLink => form.ShareLink.Length > 0 ? form.ShareLink : null;

    [Description("What to paste into a script.")]
    public string Variable => form.Variable;

    [Description("When it was made.")]
    public Instant CreatedAt => form.CreatedAt;

    [Description("Who filled it in, latest first.")]
    public async Task<Connection<OptInView>> OptIns(
        [FromServices] OptInFormService forms,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await forms.PageOptInsAsync(actor, form.Id, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(optIn => new OptInView(optIn)));
    }

    [Description("How many contacts each one brought; most first.")]
    public async Task<IReadOnlyList<ReferralCountView>> Referrals(
        [FromServices] OptInFormService forms, Actor actor, [Description("How many, 1 to 200; 50 where left out.")] int? first,
        CancellationToken cancellationToken) =>
        [.. (await forms.CountReferralsAsync(actor, form.Id, first ?? 50, cancellationToken)).OrError().Select(count => new ReferralCountView(count))];
}

[Name("OptIn")]
[Description("That somebody filled in a form, on one day.")]
public sealed class OptInView(OptIn optIn)
{
    [Id]
    [Description("Who.")]
    public string ContactId => NodeId.Of(optIn.Contact);

    [Id]
    [Description("Who passed the form on to them; null: nobody.")]
    public string? ReferrerId => optIn.Referrer is { } referrer ? NodeId.Of(referrer) : null;

    [Description("When.")]
    public Instant At => optIn.At;

    [Description("Whether they were answered.")]
    public OptInState State => optIn.State;

    [Description("While the response waits: when it goes out.")]
    public Instant? RespondsAt => optIn.DueAt;

    [Description("Why no response goes out.")]
    public RefusalCode? NotSentFor => optIn.NotSentFor;
}

[Name("ReferralCount")]
[Description("How many contacts came to a form by one of them.")]
public sealed class ReferralCountView(ReferralCount count)
{
    [Id]
    [Description("Who passed the form on.")]
    public string ContactId => NodeId.Of(count.Referrer);

    [Description("Contacts who came by them, each once.")]
    public int OptIns => count.OptIns;
}
