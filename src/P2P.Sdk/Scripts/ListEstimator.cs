using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Segments;
using P2P.Sdk.Users;

namespace P2P.Sdk.Scripts;

/// <summary>Estimates an action over a list, to which contacts are added one by one. Not safe for concurrent use.</summary>
public sealed class ListEstimator
{
    private readonly (Script Script, ScriptTemplate Template)[] _scripts;
    private readonly TextingAction _action;
    private readonly Campaign _campaign;
    private readonly User _sender;
    private readonly long[] _messages;
    private readonly long[] _segments;
    private int _contacts, _notTextable, _fallBack, _lackValue, _tooLong, _longestUnits;
    private LongestRendering? _longest;

    private ListEstimator(
        (Script Script, ScriptTemplate Template)[] scripts, TextingAction action, Campaign campaign, User sender)
    {
        (_scripts, _action, _campaign, _sender) = (scripts, action, campaign, sender);
        (_messages, _segments) = (new long[scripts.Length], new long[scripts.Length]);
    }

    /// <param name="sender">Who would text; <see cref="ScriptSamples.Sender"/> where that is not known yet.</param>
    /// <returns>Refused where an initial script of the action cannot be read.</returns>
    public static Outcome<ListEstimator> For(TextingAction action, ScriptVariables variables, Campaign campaign, User sender)
    {
        var parsed = action.InitialScripts.Select(script => (script, Template: ScriptTemplate.Parse(script.Text, variables))).ToList();
        var refusals = parsed.SelectMany((p, i) =>
            p.Template.Refusals.Select(refusal => refusal with { Path = ["initialScripts", $"{i}", "text"] })).ToList();
        return refusals.Count > 0
            ? Outcome.Refused<ListEstimator>(refusals)
            : new ListEstimator([.. parsed.Select(p => (p.script, p.Template.Value!))], action, campaign, sender);
    }

    public void Add(Contact contact)
    {
        _contacts++;
        if (contact.OptedOut || contact.LineType == LineType.Landline)
        {
            _notTextable++;
            return;
        }

        var (fallsBack, lacks, tooLong) = (false, false, false);
        var values = new ScriptValues(contact, _sender, _campaign) { BlankMissing = _action.BlankMissingValues };
        for (var i = 0; i < _scripts.Length; i++)
        {
            var rendered = _scripts[i].Template.Render(values);
            var text = FinalText.Of(rendered.Text, _campaign.Settings.SmartEncoding);
            var count = SegmentCounter.Count(text);
            fallsBack |= rendered.UsedFallback;
            lacks |= rendered.LeftBlank;
            tooLong |= text.Length > FinalText.MaxLength;
            Compare(contact.Id, _scripts[i].Script.Id, text, count);
            if (rendered.Missing.Count == 0 && text.Length is > 0 and <= FinalText.MaxLength)
            {
                _messages[i]++;
                _segments[i] += _scripts[i].Script.Image is null ? count.Segments : 1;
            }
        }

        _fallBack += fallsBack ? 1 : 0;
        _lackValue += lacks ? 1 : 0;
        _tooLong += tooLong ? 1 : 0;
    }

    public ListEstimate Estimate()
    {
        var (segments, prices) = (Expected(_segments), _campaign.Settings.Prices);
        var costs = _scripts.Select((s, i) => s.Script.Image is null ? _segments[i] * prices.Segment : _messages[i] * prices.Mms);
        return new()
        {
            Contacts = _contacts,
            NotTextable = _notTextable,
            Messages = (int)Expected(_messages),
            Segments = segments,
            Cost = Mean(costs),
            Currency = prices.Currency,
            FallBack = _fallBack,
            LackValue = _lackValue,
            TooLong = _tooLong,
            Longest = _longest,
        };
    }

    private void Compare(ContactId contact, ScriptId script, string text, SegmentCount count)
    {
        if (_longest is null || (count.Segments, count.Units).CompareTo((_longest.Segments, _longestUnits)) > 0)
        {
            (_longest, _longestUnits) = (new(contact, script, text, count.Segments), count.Units);
        }
    }

    /// <summary>The mean over the scripts by weight.</summary>
    private long Expected(long[] perScript) =>
        (long)Math.Round(Mean(perScript.Select(n => (decimal)n)), MidpointRounding.AwayFromZero);

    private decimal Mean(IEnumerable<decimal> perScript)
    {
        var weights = _scripts.Sum(s => (decimal)s.Script.Weight);
        return weights == 0 ? 0 : perScript.Zip(_scripts, (n, s) => n * s.Script.Weight / weights).Sum();
    }
}
