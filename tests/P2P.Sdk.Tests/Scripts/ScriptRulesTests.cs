using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Tests.Scripts;

public class ScriptRulesTests
{
    private static readonly TextingAction Action = new()
    {
        Id = ActionId.New(),
        CreatedAt = Instant.FromUtc(2026, 1, 1, 0, 0),
        Title = "Vote",
        List = new ContactListId(Guid.CreateVersion7()),
        Scripts = [Initial("Hi {{first_name}}! Reply STOP to opt out."), Response("Thanks {{first_name}}, see bit.ly/x")],
    };

    [Fact]
    public void A_sound_action_may_be_published()
    {
        Assert.Empty(ScriptRules.CheckForPublishing(Action, ScriptWorld.Variables, ScriptWorld.Campaign));
        Assert.Empty(ScriptRules.CheckForDraft(Action, ScriptWorld.Variables));
    }

    [Fact]
    public void Every_fault_is_named_at_once_with_its_place()
    {
        var action = Action with
        {
            List = null,
            Scripts =
            [
                Initial("retired {{zzz}}") with { IsRetired = true },
                Initial("Hi {{first_nme}} {{}}"),
                Response("{{zzz}}"),
                Initial("Hi, see bit.ly/x"),
                Initial(" "),
                Initial("Reply STOP to opt out" + new string('!', 1_600)),
            ],
        };

        Assert.Equal(
            [
                (RefusalCode.InvalidInput, "listId"),
                (RefusalCode.InvalidSyntax, "initialScripts/0/text"),
                (RefusalCode.UnknownVariable, "initialScripts/0/text"),
                (RefusalCode.OptOutLanguageMissing, "initialScripts/1/text"),
                (RefusalCode.LinkShortener, "initialScripts/1/text"),
                (RefusalCode.InvalidInput, "initialScripts/2/text"),
                (RefusalCode.MessageTooLong, "initialScripts/3/text"),
                (RefusalCode.UnknownVariable, "responseScripts/0/text"),
            ],
            ScriptRules.CheckForPublishing(action, ScriptWorld.Variables, ScriptWorld.Campaign)
                .Select(refusal => (refusal.Code, string.Join('/', refusal.Path))));
    }

    [Fact]
    public void An_action_without_initial_scripts_cannot_be_published() =>
        Assert.Equal(["initialScripts"], Assert.Single(ScriptRules.CheckForPublishing(
            Action with { Scripts = [] }, ScriptWorld.Variables, ScriptWorld.Campaign)).Path);

    [Fact]
    public void A_draft_needs_only_scripts_that_can_be_read()
    {
        var action = Action with { List = null, Scripts = [Initial("no way out, bit.ly/x"), Response("{{zzz}}")] };

        Assert.Equal(["responseScripts", "0", "text"], Assert.Single(ScriptRules.CheckForDraft(action, ScriptWorld.Variables)).Path);
    }

    [Fact]
    public void The_way_out_may_lie_in_a_variable() =>
        Assert.Empty(ScriptRules.CheckForPublishing(
            Action with { Scripts = [Initial("Hi! {{campaign.description}}")] },
            ScriptWorld.Variables,
            ScriptWorld.Campaign with { Description = "Reply STOP to opt out" }));

    private static Script Initial(string text) => new() { Id = ScriptId.New(), Kind = ScriptKind.Initial, Name = "A", Text = text };

    private static Script Response(string text) => new() { Id = ScriptId.New(), Kind = ScriptKind.Response, Name = "B", Text = text };
}
