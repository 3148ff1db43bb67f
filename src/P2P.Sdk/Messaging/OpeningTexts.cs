using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Segments;
using P2P.Sdk.Users;

namespace P2P.Sdk.Messaging;

/// <summary>The opening text of a target, as it will be sent.</summary>
/// <param name="Version">Changes when what would be sent changes: script, values, sender.</param>
/// <param name="Missing">Variables without a value that keep it from being sent (VAR-9).</param>
public sealed record OpeningText(Script Script, string Text, int Segments, string Version, IReadOnlyList<string> Missing)
{
    /// <summary>What its links lead to.</summary>
    internal IReadOnlyList<string> LinkSlugs { get; init; } = [];

    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"OpeningText of {Segments} segments";

    /// <summary>The lasting reason that the text itself gives against sending it.</summary>
    internal HeldReason? HeldFor => Missing.Count > 0 ? HeldReason.MissingValue
        : Text.Length > FinalText.MaxLength ? HeldReason.MessageTooLong
        : null;

    internal Refusal? Refusal => HeldFor switch
    {
        HeldReason.MissingValue => new(
            RefusalCode.MissingValue, $"This contact has no value for {string.Join(", ", Missing)}, and there is no default."),
        HeldReason.MessageTooLong => FinalText.CheckLength(Text),
        _ => null,
    };
}

/// <summary>Writes the opening texts that one user sends in one action. Each script is parsed once.</summary>
internal sealed class OpeningTexts(TextingAction action, Campaign campaign, User? sender, IReadOnlyList<CustomField> fields)
{
    private readonly ScriptVariables _variables = ScriptVariables.OfSaved(fields);
    private readonly Dictionary<ScriptId, ScriptTemplate?> _templates = [];
    private readonly IReadOnlyList<Script> _scripts = [.. action.InitialScripts];

    /// <returns><see langword="null"/> if the action has no initial script that can be filled in.</returns>
    public OpeningText? For(Target target, Contact contact)
    {
        if (PickScript(target) is not { } script || Template(script) is not { } template)
        {
            return null;
        }

        var rendered = template.Render(new ScriptValues(contact, sender, campaign) { BlankMissing = action.BlankMissingValues });
        var text = FinalText.Of(rendered.Text, campaign.Settings.SmartEncoding);
        var missing = action.BlankMissingValues ? [] : rendered.Missing;
        if (script.Image is not null && campaign.Settings.LinkDomain.Length == 0)
        {
            missing = [.. missing, "the image's address (the campaign has no link domain)"];
        }

        var segments = script.Image is null ? SegmentCounter.Count(text).Segments : 1;
        return new(script, text, segments, Version(script, text), missing) { LinkSlugs = template.LinkSlugs };
    }

    // A retired script's untexted targets are picked anew (ACT-3); until a claim has done so, the pick is the same one.
    private Script? PickScript(Target target) =>
        _scripts.FirstOrDefault(s => s.Id == target.Script)
        ?? (_scripts.Count == 0 ? null : ScriptPicker.Pick(_scripts, target.Order));

    private ScriptTemplate? Template(Script script)
    {
        if (!_templates.TryGetValue(script.Id, out var template))
        {
            _templates[script.Id] = template = ScriptTemplate.Parse(script.Text, _variables).Value;
        }

        return template;
    }

    private string Version(Script script, string text)
    {
        var shown = SHA256.HashData(Encoding.UTF8.GetBytes($"{script.Id}\n{sender?.Id}\n{text}"));
        return Base64Url.EncodeToString(shown.AsSpan(0, 12));
    }
}
