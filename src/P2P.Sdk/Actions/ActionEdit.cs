using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Actions;

/// <summary>Puts an admin's input into an action: the rule.</summary>
internal static class ActionEdit
{
    private const int MostScripts = 200;
    private const int MostDistricts = 100;

    /// <returns>The action as it then is, or everything that is wrong with the input.</returns>
    public static Outcome<TextingAction> Apply(
        TextingAction action, ActionInput input, IReadOnlyList<Tag> tags, IReadOnlyList<CustomField> fields)
    {
        var refusals = new List<Refusal>();
        var initial = Scripts(action, ScriptKind.Initial, input.InitialScripts, "initialScripts", tags, fields, refusals);
        var response = Scripts(action, ScriptKind.Response, input.ResponseScripts, "responseScripts", tags, fields, refusals);
        var edited = action with
        {
            Title = input.Title?.Trim() ?? action.Title,
            Description = input.Description ?? action.Description,
            Disclaimer = input.Disclaimer ?? action.Disclaimer,
            StartLabel = input.StartLabel ?? action.StartLabel,
            List = input.List ?? action.List,
            KeepAssignments = input.KeepAssignments ?? action.KeepAssignments,
            Strategy = input.Strategy ?? action.Strategy,
            BlankMissingValues = input.BlankMissingValues ?? action.BlankMissingValues,
            PreferredAreaCodes = input.PreferredAreaCodes ?? action.PreferredAreaCodes,
            Districts = input.Districts is { } districts ? [.. districts.Distinct()] : action.Districts,
            Language = input.Language is { } language ? (language.Length == 0 ? null : language) : action.Language,
            ReportTags = input.ReportTags is { } chosen
                ? [.. KnownMarks.ReadTags(chosen, tags, "reportTags", refusals).Distinct()]
                : action.ReportTags,
            ReportFields = input.ReportFields is { } asked ? ReadFields(asked, fields, refusals) : action.ReportFields,
            Scripts = [.. initial, .. response],
        };
        Check(edited, action, refusals);
        return refusals.Count > 0 ? Outcome.Refused<TextingAction>(refusals) : edited;
    }

    /// <summary>What changed, for the audit trail; of words that they did, and which scripts came and went.</summary>
    public static string Describe(TextingAction before, TextingAction after)
    {
        var changes = new List<string>();
        Note("title", before.Title, after.Title);
        Note("list", before.List, after.List);
        Note("keepAssignments", before.KeepAssignments, after.KeepAssignments);
        Note("strategy", before.Strategy, after.Strategy);
        Note("blankMissingValues", before.BlankMissingValues, after.BlankMissingValues);
        Note("startLabel", before.StartLabel, after.StartLabel);
        Note("folder", before.Folder, after.Folder);
        Note("language", before.Language, after.Language);
        Note("preferredAreaCodes", string.Join(' ', before.PreferredAreaCodes), string.Join(' ', after.PreferredAreaCodes));
        Note("districts", string.Join(' ', before.Districts), string.Join(' ', after.Districts));
        Note("scripts", Scripts(before), Scripts(after));
        changes.AddRange(before.Description != after.Description ? ["description changed"] : []);
        changes.AddRange(before.Disclaimer != after.Disclaimer ? ["disclaimer changed"] : []);
        return string.Join("; ", changes);

        void Note<T>(string name, T from, T to)
        {
            if (!Equals(from, to))
            {
                changes.Add($"{name}: {from} -> {to}");
            }
        }

        static string Scripts(TextingAction action) => string.Join(' ', action.Scripts.Where(s => !s.IsRetired).Select(s => s.Id));
    }

    private static IReadOnlyList<CustomFieldId> ReadFields(
        IReadOnlyList<string> slugs, IReadOnlyList<CustomField> known, List<Refusal> refusals)
    {
        var read = slugs.Select(slug => known.FirstOrDefault(field => KnownMarks.Names(field, slug))).ToList();
        refusals.AddRange(read.Index().Where(field => field.Item is null)
            .Select(field => Refusal.Invalid("The campaign has no custom field of this slug.", "reportFields", $"{field.Index}")));
        return [.. read.OfType<CustomField>().Select(field => field.Id).Distinct()];
    }

    private static void Check(TextingAction edited, TextingAction before, List<Refusal> refusals)
    {
        if (OneLine.Read(edited.Title, 200) is null)
        {
            refusals.Add(Refusal.Invalid("A title has 1 to 200 characters, on one line.", "title"));
        }

        if (edited.Description.Length > 10_000)
        {
            refusals.Add(Refusal.Invalid("A description has at most 10,000 characters.", "description"));
        }

        refusals.AddRange(KeptText.Check((edited.Description, "description"), (edited.Disclaimer, "disclaimer")));
        if (!AreaCodes.AreFit(edited.PreferredAreaCodes))
        {
            refusals.Add(Refusal.Invalid(AreaCodes.WhatFits, "preferredAreaCodes"));
        }

        CheckLimits(edited, before, refusals);
        // A closed one whose list was deleted may go on with another.
        if (WasPublished(before) && before.List is not null && edited.List != before.List)
        {
            refusals.Add(Refusal.Invalid("The list of a published action cannot be changed.", "listId"));
        }
    }

    private static void CheckLimits(TextingAction edited, TextingAction before, List<Refusal> refusals)
    {
        if (edited.Districts.Count > MostDistricts)
        {
            refusals.Add(Refusal.Invalid($"An action has at most {MostDistricts} districts.", "districtIds"));
        }

        if (edited.Language is not (null or "en" or "es"))
        {
            refusals.Add(Refusal.Invalid("A language is en or es.", "language"));
        }

        if (WasPublished(before) && !edited.Districts.ToHashSet().SetEquals(before.Districts))
        {
            refusals.Add(Refusal.Invalid("The districts of a published action cannot be changed.", "districtIds"));
        }

        if (WasPublished(before) && edited.Language != before.Language)
        {
            refusals.Add(Refusal.Invalid("The language of a published action cannot be changed.", "language"));
        }
    }

    internal static bool WasPublished(TextingAction action) => action.State is not (ActionState.Draft or ActionState.Scheduled);

    private static IReadOnlyList<Script> Scripts(
        TextingAction action, ScriptKind kind, IReadOnlyList<ScriptInput>? inputs, string path, IReadOnlyList<Tag> tags,
        IReadOnlyList<CustomField> fields, List<Refusal> refusals)
    {
        var present = action.Scripts.Where(s => s.Kind == kind).ToList();
        if (inputs is null)
        {
            return present;
        }

        if (inputs.Count > MostScripts)
        {
            refusals.Add(Refusal.Invalid($"An action has at most {MostScripts} scripts of a kind.", path));
            return present;
        }

        var edits = inputs.Select(input => input.Id).OfType<ScriptId>().ToList();
        if (edits.Distinct().Count() < edits.Count)
        {
            refusals.Add(Refusal.Invalid("A script is edited once in one save; a second one of its kind is a new script.", path));
            return present;
        }

        var scripts = inputs.Select((input, i) => Script(present, kind, input, [path, $"{i}"], tags, fields, refusals)).ToList();
        if (!WasPublished(action))
        {
            return scripts;
        }

        // What may have been sent stays for the messages that it made; a changed one goes on as a successor.
        var kept = scripts.Select(s => present.FirstOrDefault(p => p.Id == s.Id) is { } was && !Same(was, s)
            ? s with { Id = ScriptId.New() }
            : s).ToList();
        return [.. kept, .. present.Where(p => kept.All(k => k.Id != p.Id)).Select(p => p with { IsRetired = true })];
    }

    private static Script Script(
        IReadOnlyList<Script> present, ScriptKind kind, ScriptInput input, string[] path, IReadOnlyList<Tag> tags,
        IReadOnlyList<CustomField> fields, List<Refusal> refusals)
    {
        if (input.Name.Trim().Length is 0 or > 100)
        {
            refusals.Add(Refusal.Invalid("A script's name has 1 to 100 characters.", [.. path, "name"]));
        }

        if (input.Weight is < 1 or > 1_000)
        {
            refusals.Add(Refusal.Invalid("A weight is from 1 to 1,000.", [.. path, "weight"]));
        }

        if (input.Id is { } id && present.All(p => p.Id != id || p.IsRetired))
        {
            refusals.Add(Refusal.NotFound("script") with { Path = [.. path, "id"] });
        }

        var inner = KeptText.Check((input.Name, "name"), (input.Text, "text"), (input.Group, "group")).ToList();
        var script = new Script
        {
            Id = input.Id ?? ScriptId.New(),
            Kind = kind,
            Name = input.Name.Trim(),
            Text = input.Text,
            Weight = input.Weight,
            Group = input.Group.Trim(),
            Tags = KnownMarks.ReadTags(input.Tags, tags, "tags", inner),
            Fields = KnownMarks.ReadFields(input.Fields, fields, "fields", inner),
            AsksForReport = input.AsksForReport,
            Image = input.Image,
        };
        refusals.AddRange(inner.Select(r => r with { Path = [.. path, .. r.Path] }));
        return script;
    }

    private static bool Same(Script one, Script other) =>
        one.Text == other.Text
        && one.Image == other.Image
        && one.Tags.SequenceEqual(other.Tags)
        && one.Fields.Count == other.Fields.Count
        && one.Fields.All(f => other.Fields.TryGetValue(f.Key, out var value) && value == f.Value);
}
