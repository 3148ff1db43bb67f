using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Results;

/// <summary>What a script has come to (RES-4).</summary>
/// <param name="Sent">Of an initial script: contacts texted with it. Of a response script: replies sent with it.</param>
/// <param name="Replied">Of an initial script: contacts who answered with more than an opt-out keyword.</param>
/// <param name="OptedOut">Of an initial script: contacts who opted out, or were opted out.</param>
public sealed record ScriptResult(Script Script, int Sent, int Replied, int OptedOut)
{
    /// <summary>Of the contacts texted; <see langword="null"/> for a response script, and where nobody was.</summary>
    public Proportion? ReplyRate => Script.Kind == ScriptKind.Initial ? Proportion.Of(Replied, Sent) : null;

    /// <inheritdoc cref="ReplyRate"/>
    public Proportion? OptOutRate => Script.Kind == ScriptKind.Initial ? Proportion.Of(OptedOut, Sent) : null;
}

/// <summary>How often an action put a tag on contacts (RES-4).</summary>
/// <param name="Tag">As the campaign spells it.</param>
/// <param name="Reports">Reports that say it.</param>
/// <param name="ByScripts">Replies whose script applied it.</param>
public sealed record TagResult(string Tag, int Reports, int ByScripts);

/// <summary>How often an action set a custom field to a value (RES-4).</summary>
/// <param name="Value">One of several, where a field has several. Only its first 200 characters are looked at.</param>
/// <param name="Reports">Reports that say it.</param>
/// <param name="ByScripts">Replies whose script set it.</param>
public sealed record FieldValueResult(CustomFieldId Field, string Value, int Reports, int ByScripts)
{
    /// <summary>Without the value: it may be a contact's.</summary>
    public override string ToString() => $"FieldValueResult of field {Field}";
}

/// <summary>How many texts of an action failed with a code, filtered ones included (RES-5).</summary>
/// <param name="Error">Of an empty code: the carrier gave none.</param>
public sealed record ErrorResult(CarrierError Error, int Texts);

/// <summary>What happened in one minute.</summary>
/// <param name="Minute">When it begins.</param>
/// <param name="FirstTexts">Opening texts queued, without those withheld.</param>
/// <param name="Replies">Inbound texts.</param>
/// <param name="Errors">Of the texts queued in it: those that failed or were filtered.</param>
public readonly record struct SeriesPoint(Instant Minute, int FirstTexts, int Replies, int OptOuts, int Errors);
