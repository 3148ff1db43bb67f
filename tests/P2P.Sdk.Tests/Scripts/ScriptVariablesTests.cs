using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Tests.Scripts;

public class ScriptVariablesTests
{
    [Fact]
    public void Every_listed_variable_and_alias_may_stand_in_a_script() =>
        Assert.All(ScriptWorld.Variables.All, variable =>
        {
            Assert.All(variable.Aliases.Append(variable.Name), name =>
                Assert.False(ScriptTemplate.Parse($"{{{{{name}}}}}", ScriptWorld.Variables).IsRefused));
            Assert.NotEmpty(variable.Label);
            Assert.NotEmpty(variable.Sample);
            Assert.NotEmpty(variable.WhenEmpty);
        });

    [Fact]
    public void A_sample_contact_and_sender_have_every_value_as_the_list_shows_it() =>
        Assert.All(ScriptWorld.Variables.All.Where(v => v.Group is not (ScriptVariableGroup.Campaign or ScriptVariableGroup.Link)), variable =>
        {
            var rendered = ScriptWorld.Parse($"{{{{{variable.Name}}}}}").Render(
                new(ScriptSamples.Contact(ScriptWorld.Variables), ScriptSamples.Sender, ScriptWorld.Campaign));

            Assert.Equal(variable.Sample, rendered.Text);
        });

    [Fact]
    public void Reminded_friends_are_a_variable_of_every_campaign()
    {
        var variables = ScriptVariables.Of([]);

        Assert.NotNull(variables.Find("custom_field_remind_a_friend"));
        Assert.Equal(["remind_a_friend"], ScriptTemplate.Parse("{{remind_a_friend}}", variables).Value!
            .Render(ScriptWorld.To(ScriptWorld.Lisa)).Missing);
    }

    [Fact]
    public void A_slug_that_begins_with_the_prefix_names_the_same_field_without_it()
    {
        var field = new CustomField { Id = CustomFieldId.New(), Slug = "custom_field_Donation", Title = "Donation" };
        var variables = ScriptVariables.Of([field]);

        Assert.Same(variables.Find("donation"), variables.Find("CUSTOM_FIELD_donation"));
    }
}
