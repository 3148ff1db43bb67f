using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Links;

namespace P2P.GraphQL.Links;

[Name("LinkClicks")]
[Description("Clicks of people, summed. Only what they were summed by is there.")]
public sealed class LinkClicksView(LinkClicks sum)
{
    [Description("Where the links lead to, in lower case.")]
    public string? Slug => sum.Slug;

    [Description("The texts' action; with a script too.")]
    public IDataLoaderResult<ActionNode?> Action([FromServices] Loaders loaders, Actor actor) => sum.Action is { } id
        ? loaders.Actions.Load(actor, id, action => action is null ? null : new ActionNode(action))
        : new Known<ActionNode?>(null);

    [Description("Who sent the texts.")]
    public IDataLoaderResult<UserNode?> User([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, sum.User);

    [Id]
    [Description("The texts' script.")]
    public string? ScriptId => sum is { Script: { } script, Action: { } action } ? NodeId.Of(action, script) : null;

    [Id]
    [Description("Who got the texts.")]
    public string? ContactId => sum.Contact is { } contact ? NodeId.Of(contact) : null;

    [Description("Links of texts, each in one text, that at least one person clicked.")]
    public int Links => sum.Links;

    [Description("All clicks by people.")]
    public int Clicks => sum.Clicks;
}

[Name("MessageLink")]
[Description("A link of one text, and how often it was clicked.")]
public sealed class MessageLinkView(MessageLink link)
{
    [Description("What it leads to.")]
    public string Slug => link.Slug;

    [Description("By people.")]
    public int Clicks => link.Clicks;

    [Description("By programs that look at links for people, such as previews.")]
    public int BotClicks => link.BotClicks;

    [Description("When a person clicked it first.")]
    public Instant? FirstClickedAt => link.FirstClickedAt;
}
