using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Tests.Scripts;

public class ListEstimatorTests
{
    [Fact]
    public void A_list_is_estimated_contact_by_contact()
    {
        var estimator = For([Initial("{{last_name}}")]);
        estimator.Add(ScriptWorld.Lisa);
        estimator.Add(ScriptWorld.Lisa with { LastName = new string('x', 161) });
        estimator.Add(ScriptWorld.Lisa with { LastName = new string('x', 1_601) });
        estimator.Add(ScriptWorld.Lisa with { LastName = "" });
        estimator.Add(ScriptWorld.Lisa with { OptedOut = true });
        estimator.Add(ScriptWorld.Lisa with { LineType = LineType.Landline });
        var estimate = estimator.Estimate();

        Assert.Equal((6, 2, 2, 3L), (estimate.Contacts, estimate.NotTextable, estimate.Messages, estimate.Segments));
        Assert.Equal((0, 1, 1), (estimate.FallBack, estimate.LackValue, estimate.TooLong));
        Assert.Equal(3 * ScriptWorld.Campaign.Settings.Prices.Segment, estimate.Cost);
        Assert.Equal(1_601, estimate.Longest!.Text.Length);
    }

    [Fact]
    public void Each_contact_gets_one_script_by_weight()
    {
        var estimator = For([Initial("short") with { Weight = 3 }, Initial(new string('x', 161)), Initial("{{email}}") with { Weight = 4 }]);
        for (var i = 0; i < 80; i++)
        {
            estimator.Add(ScriptWorld.Lisa with { FirstName = "", Email = i < 40 ? "" : "a@example.org" });
        }

        var estimate = estimator.Estimate();

        Assert.Equal((60, 70L), (estimate.Messages, estimate.Segments)); // 30 + 10 + 20 texts; 30 + 20 + 20 segments.
        Assert.Equal((0, 40), (estimate.FallBack, estimate.LackValue));
    }

    [Fact]
    public void Fallbacks_are_counted_and_blanks_are_sent_where_the_action_allows_them()
    {
        var estimator = For([Initial("{{first_name}} {{email}}")], blankMissing: true);
        estimator.Add(ScriptWorld.Lisa with { FirstName = "", Email = "" });
        var estimate = estimator.Estimate();

        Assert.Equal((1, 1, 1), (estimate.Messages, estimate.FallBack, estimate.LackValue));
        Assert.Equal("friend", estimate.Longest!.Text);
    }

    [Fact]
    public void A_script_that_cannot_be_read_is_named() =>
        Assert.Equal(["initialScripts", "1", "text"], Assert.Single(ListEstimator.For(
            Of([Initial("fine"), Initial("{{zzz}}")]), ScriptWorld.Variables, ScriptWorld.Campaign, ScriptWorld.Jose).Refusals).Path);

    private static ListEstimator For(IReadOnlyList<Script> scripts, bool blankMissing = false) => ListEstimator.For(
        Of(scripts) with { BlankMissingValues = blankMissing }, ScriptWorld.Variables, ScriptWorld.Campaign, ScriptWorld.Jose).Value!;

    private static TextingAction Of(IReadOnlyList<Script> scripts) =>
        new() { Id = default, CreatedAt = Instant.FromUtc(2026, 1, 1, 0, 0), Title = "Vote", Scripts = scripts };

    private static Script Initial(string text) => new() { Id = ScriptId.New(), Kind = ScriptKind.Initial, Name = "A", Text = text };
}
