using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Scripts;

/// <summary>What an action's scripts must fulfil to be saved and to be published.</summary>
/// <remarks>
/// Every fault is named at once, with a path such as <c>initialScripts, 0, text</c>: the place among the scripts of its kind
/// that are not retired.
/// </remarks>
public static class ScriptRules
{
    /// <summary>What every save must fulfil: the scripts can be read and their variables are known (SCR-1).</summary>
    public static IReadOnlyList<Refusal> CheckForDraft(TextingAction action, ScriptVariables variables) =>
        [.. Placed(action).SelectMany(placed => CheckText(placed.Script, variables, placed.Path, out _))];

    /// <summary>All that publishing, and every save after it, must fulfil (PUB-4): also a list, an initial script, a way out
    /// in each initial script (SCR-3) and no public link shortener in one (SCR-4).</summary>
    public static IReadOnlyList<Refusal> CheckForPublishing(TextingAction action, ScriptVariables variables, Campaign campaign)
    {
        var refusals = new List<Refusal>();
        if (action.List is null)
        {
            refusals.Add(Refusal.Invalid("The action has no contact list. Choose whom to text.", "listId"));
        }

        if (!action.InitialScripts.Any())
        {
            refusals.Add(Refusal.Invalid("The action has no initial script. Write the text that opens conversations.", "initialScripts"));
        }

        var linkless = campaign.Settings.LinkDomain.Length == 0;
        var sample = new ScriptValues(ScriptSamples.Contact(variables), ScriptSamples.Sender, campaign) { BlankMissing = true };
        foreach (var (script, path) in Placed(action))
        {
            refusals.AddRange(CheckText(script, variables, path, out var template));
            if (linkless && script.Image is not null)
            {
                refusals.Add(Refusal.Invalid(
                    "The campaign has no link domain, from which the carrier could fetch the image. Set one in the settings, or take it out.",
                    [.. path[..^1], "imageId"]));
            }

            if (linkless && template?.LinkSlugs.Count > 0)
            {
                refusals.Add(Refusal.Invalid("The campaign has no link domain. Set one in the settings, or take the link out.", path));
            }

            if (template is not null)
            {
                refusals.AddRange(CheckRendered(FinalText.Of(template.Render(sample).Text, campaign.Settings.SmartEncoding), script, campaign, path));
            }
        }

        return refusals;
    }

    private static IReadOnlyList<Refusal> CheckText(
        Script script, ScriptVariables variables, string[] path, out ScriptTemplate? template)
    {
        var parsed = ScriptTemplate.Parse(script.Text, variables);
        template = parsed.IsRefused ? null : parsed.Value;
        return [.. parsed.Refusals.Select(refusal => refusal with { Path = path })];
    }

    private static IEnumerable<Refusal> CheckRendered(string text, Script script, Campaign campaign, string[] path)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return Refusal.Invalid("The script is empty.", path);
            yield break;
        }

        if (FinalText.CheckLength(text, path) is { } tooLong)
        {
            yield return tooLong;
        }

        if (script.Kind != ScriptKind.Initial)
        {
            yield break;
        }

        if (!OptOutLanguage.IsClear(text))
        {
            yield return new(RefusalCode.OptOutLanguageMissing,
                "The script has no clear way to opt out, and carriers filter such texts. Add one, such as “Reply STOP to opt out”.")
            { Path = path };
        }

        foreach (var host in ScriptLinks.Find(text, campaign.Settings).Where(l => l.IsShortener).Select(l => l.Host).Distinct())
        {
            yield return new(RefusalCode.LinkShortener,
                $"Carriers block links of {host}, a public link shortener. Write the full address instead.")
            { Path = path };
        }
    }

    private static IEnumerable<(Script Script, string[] Path)> Placed(TextingAction action) =>
        action.InitialScripts.Select((script, i) => (script, Path("initialScripts", i)))
            .Concat(action.ResponseScripts.Select((script, i) => (script, Path("responseScripts", i))));

    private static string[] Path(string list, int index) => [list, $"{index}", "text"];
}
