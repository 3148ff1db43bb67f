using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Paging;
using P2P.GraphQL.Scripts;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results;

namespace P2P.GraphQL.Results;

[Name("UserResult")]
[Description("What a user did in an action.")]
public sealed class UserResultView(UserResult result)
{
    [Description("The user.")]
    public UserNode User => new(result.User);

    [Description("Contacts of theirs, texted ones included.")]
    public int Assigned => result.Numbers.Assigned;

    [Description("Opening texts that they sent, without those withheld.")]
    public int Sent => result.Numbers.Sent;

    [Description("Other texts that they sent, without those withheld.")]
    public int FollowUps => result.Numbers.FollowUps;

    [Description("Contacts that they texted and that answered with more than an opt-out keyword.")]
    public int Replied => result.Numbers.Replied;

    [Description("Reports that they filed.")]
    public int Reports => result.Numbers.Reports;

    [Description("Conversations of theirs that wait for an answer.")]
    public int NeedsAttention => result.Numbers.NeedsAttention;

    [Description("Buckets that they finished.")]
    public int Performs => result.Numbers.Performs;

    [Description("When they first opened the action's page; null: never.")]
    public Instant? SeenAt => result.Participation?.SeenAt;

    [Description("When they first pressed Start; null: never.")]
    public Instant? StartedAt => result.Participation?.StartedAt;

    [Description("Their last act in the action, up to half a minute late; null: none.")]
    public Instant? LastActiveAt => result.Participation?.LastActiveAt;
}

[Name("UserResultConnection")]
[Description("One page of what users did in an action.")]
public sealed class UserResultConnection(Page<UserResult> page)
    : Connection<UserResultView>(page.Select(result => new UserResultView(result)))
{
    [Description("How many match: exact up to 10,000; null where there are more.")]
    public int? TotalCount => page.TotalCount;
}

[Name("ScriptResult")]
[Description("What a script has come to.")]
public sealed class ScriptResultView(ActionId action, ScriptResult result)
{
    [Description("The script; a retired one is listed as long as it was sent.")]
    public ScriptNode Script => new(action, result.Script);

    [Description("Whether a later edit has replaced it.")]
    public bool IsRetired => result.Script.IsRetired;

    [Description("Of an initial script: contacts texted with it. Of a response script: replies sent with it.")]
    public int Sent => result.Sent;

    [Description("Of an initial script: contacts who answered with more than an opt-out keyword.")]
    public int Replied => result.Replied;

    [Description("Of an initial script: contacts who opted out, or were opted out.")]
    public int OptedOut => result.OptedOut;

    [Description("Of an initial script: of the contacts texted; null where nobody was.")]
    public ProportionView? ReplyRate => ProportionView.Of(result.ReplyRate);

    [Description("Of an initial script: of the contacts texted; null where nobody was.")]
    public ProportionView? OptOutRate => ProportionView.Of(result.OptOutRate);
}

[Name("Proportion")]
[Description("A share of people, and how sure it is.")]
public sealed class ProportionView(Proportion proportion)
{
    [Description("From 0 to 1.")]
    public double Share => proportion.Share;

    [Description("The lower end of its Wilson score interval at 95 %.")]
    public double Low => proportion.Low;

    [Description("The upper end of the same.")]
    public double High => proportion.High;

    internal static ProportionView? Of(Proportion? proportion) => proportion is { } known ? new(known) : null;
}

[Name("TagResult")]
[Description("How often an action put a tag on contacts.")]
public sealed class TagResultView(TagResult result)
{
    [Description("The tag.")]
    public string Tag => result.Tag;

    [Description("Reports that say it.")]
    public int Reports => result.Reports;

    [Description("Replies whose script applied it.")]
    public int ByScripts => result.ByScripts;
}

[Name("FieldValueResult")]
[Description("How often an action set a custom field to a value.")]
public sealed class FieldValueResultView(FieldValueResult result)
{
    [Description("The custom field.")]
    public IDataLoaderResult<CustomFieldNode?> Field([FromServices] Loaders loaders, Actor actor) =>
        loaders.Fields.Load(actor, actor.Campaign, fields =>
            fields?.FirstOrDefault(one => one.Id == result.Field) is { } found ? new CustomFieldNode(found) : null);

    [Description("One of several, where the field has several; its first 200 characters.")]
    public string Value => result.Value;

    [Description("Reports that say it.")]
    public int Reports => result.Reports;

    [Description("Replies whose script set it.")]
    public int ByScripts => result.ByScripts;
}

[Name("ErrorResult")]
[Description("How many texts of an action failed or were filtered with an error code.")]
public sealed class ErrorResultView(ErrorResult result)
{
    [Description("The carrier's code; empty: it gave none.")]
    public string Code => result.Error.Code;

    [Description("A sentence for an admin.")]
    public string Meaning => result.Error.Meaning;

    [Description("What kind of error it is.")]
    public CarrierErrorClass Kind => result.Error.Class;

    [Description("How many texts.")]
    public int Texts => result.Texts;
}

[Name("SeriesPoint")]
[Description("What happened in one minute.")]
public sealed class SeriesPointView(SeriesPoint point)
{
    [Description("When the minute begins.")]
    public Instant Minute => point.Minute;

    [Description("Opening texts queued, without those withheld.")]
    public int FirstTexts => point.FirstTexts;

    [Description("Inbound texts.")]
    public int Replies => point.Replies;

    [Description("By whomever.")]
    public int OptOuts => point.OptOuts;

    [Description("Of the texts queued in it: those that failed or were filtered.")]
    public int Errors => point.Errors;
}
