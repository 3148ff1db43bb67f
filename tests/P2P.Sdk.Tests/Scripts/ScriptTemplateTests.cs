using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using static P2P.Sdk.Tests.Scripts.ScriptWorld;

namespace P2P.Sdk.Tests.Scripts;

public class ScriptTemplateTests
{
    [Theory]
    [InlineData("{{first_name}}|{{last_name}}|{{full_name}}|{{fullname}}", "Lisa|Simpson|Lisa Simpson|Lisa Simpson")]
    [InlineData("{{email}}|{{phone}}|{{state_abbrev}}", "lisa@example.org|+12125550100|NY")]
    [InlineData("{{campaign.name}}|{{campaign.description}}", "Riverside Tenants|We keep rents down")]
    [InlineData("{{campaign.join_code}}|{{broadcast_phone_number}}", "RENT24|+13125550199")]
    [InlineData("{{user.first_name}}|{{user.last_name}}|{{user.full_name}}|{{user.fullname}}", "Jose|Perez|Jose Perez|Jose Perez")]
    [InlineData("{{user.email}}|{{user.phone}}|{{user.state_abbrev}}|{{user.team_code}}", "jose@example.org|+13125550142|IL|BLUE7")]
    [InlineData("{{issue_ID}}|{{custom_field_issue_id}}|{{DONATION_AMOUNT}}", "healthcare|healthcare|$25")]
    [InlineData("{{polling_place}}", "your polling place")]
    [InlineData("{{ First_Name }}{not a variable} }} {x}", "Lisa{not a variable} }} {x}")]
    [InlineData("{{first_name}}}", "Lisa}")]
    [InlineData("", "")]
    public void Variables_are_replaced_by_what_is_known(string template, string expected)
    {
        var rendered = Render(template, Lisa);

        Assert.Equal(expected, rendered.Text);
        Assert.Empty(rendered.Missing);
    }

    [Theory]
    [InlineData("Hi {{first_nme}}", RefusalCode.UnknownVariable, 3, "first_name")]
    [InlineData("Hi {{First_Nme}}", RefusalCode.UnknownVariable, 3, "first_name")]
    [InlineData("Hi {{zzz}}", RefusalCode.UnknownVariable, 3, null)]
    [InlineData("Hi {{poling_place}}", RefusalCode.UnknownVariable, 3, "polling_place")]
    [InlineData("Hi {{custom_field_poling_place}}", RefusalCode.UnknownVariable, 3, "custom_field_polling_place")]
    [InlineData("Hi {{opt_in_form.title}}", RefusalCode.UnknownVariable, 3, null)]
    [InlineData("Hi {{'join'|trackable}}", RefusalCode.UnknownVariable, 3, null)]
    [InlineData("{{", RefusalCode.InvalidSyntax, 0, null)]
    [InlineData("Hi {{first_name", RefusalCode.InvalidSyntax, 3, null)]
    [InlineData("{{}}", RefusalCode.InvalidSyntax, 0, null)]
    [InlineData("👋 {{ }}", RefusalCode.InvalidSyntax, 3, null)]
    [InlineData("{{a{{first_name}}}}", RefusalCode.InvalidSyntax, 0, null)]
    [InlineData("{{{first_name}}}", RefusalCode.InvalidSyntax, 0, null)]
    [InlineData("{{zzz}} {{", RefusalCode.InvalidSyntax, 8, null)]
    public void A_faulty_script_is_refused_with_the_place_and_the_nearest_name(
        string template, RefusalCode code, int position, string? nearest)
    {
        var fault = ScriptTemplate.FindFaults(template, Variables)[0];
        var refusal = ScriptTemplate.Parse(template, Variables).Refusals[0];

        Assert.Equal((code, position, nearest), (fault.Code, fault.Position, fault.Nearest));
        Assert.Equal((code, fault.Message), (refusal.Code, refusal.Message));
        Assert.Contains($"position {position}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(nearest ?? "", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_a_script_is_named_at_once()
    {
        var faults = ScriptTemplate.FindFaults("{{zzz}} {{}} {{first_nme}} {{", Variables);

        Assert.Equal([8, 27, 0, 13], faults.Select(fault => fault.Position));
    }

    [Theory]
    [InlineData("{{last_name}}")]
    [InlineData("$& \\1 %s {0}")]
    [InlineData("}} {{")]
    public void A_value_is_text_whatever_it_holds(string value) =>
        Assert.Equal($"Hi {value}!", Render("Hi {{first_name}}!", Lisa with { FirstName = value }).Text);

    [Theory]
    [InlineData("", "", "Hi friend, friend")]
    [InlineData(" ", "\t", "Hi friend, friend")]
    [InlineData("", "Simpson", "Hi friend, Simpson")]
    [InlineData("Lisa", "", "Hi Lisa, Lisa")]
    public void A_fallback_stands_for_a_first_name_or_a_whole_full_name(string first, string last, string expected)
    {
        var rendered = Render("Hi {{first_name}}, {{full_name}}", Lisa with { FirstName = first, LastName = last });

        Assert.Equal(expected, rendered.Text);
        Assert.Equal(first.Trim().Length == 0, rendered.UsedFallback);
    }

    [Fact]
    public void A_sender_without_a_name_is_a_volunteer() =>
        Assert.Equal("I am a volunteer", Parse("I am {{user.first_name}}")
            .Render(new(Lisa, Jose with { FirstName = "" }, Campaign)).Text);

    [Fact]
    public void A_variable_without_a_value_holds_the_text_back_and_is_named_once()
    {
        var rendered = Render("{{Email}} {{last_name}} {{email}} {{user.email}}", Lisa with { Email = "", LastName = " " });

        Assert.Equal(["Email", "last_name"], rendered.Missing);
        Assert.True(rendered.LeftBlank);
    }

    [Theory]
    [InlineData("Hi {{last_name}} there", "Hi there")]
    [InlineData("Hi {{last_name}}, there", "Hi , there")]
    [InlineData("{{last_name}} there", "there")]
    [InlineData("Hi {{last_name}}", "Hi")]
    [InlineData("Hi {{last_name}} {{email}} there", "Hi there")]
    [InlineData("Hi {{last_name}}{{email}} there", "Hi there")]
    [InlineData("Hi {{last_name}} {{first_name}}", "Hi Lisa")]
    [InlineData("Hi  {{first_name}}", "Hi  Lisa")]
    public void Where_blanks_are_allowed_the_doubled_space_closes(string template, string expected)
    {
        var rendered = Render(template, Lisa with { Email = "", LastName = "" }, blankMissing: true);

        Assert.Equal(expected, rendered.Text);
        Assert.Empty(rendered.Missing);
    }

    [Theory]
    [InlineData("Ana", "Ana")]
    [InlineData("Ana\nBen", "Ana and Ben")]
    [InlineData("Ana\r\n\nBen\n Cy \n", "Ana, Ben and Cy")]
    [InlineData("Ana\nBen\nCy\nDi", "Ana, Ben, Cy and Di")]
    public void Several_values_are_joined_as_people_write_lists(string values, string expected)
    {
        var contact = Lisa with { Fields = new Dictionary<CustomFieldId, string> { [Reminded.Id] = values } };

        Assert.Equal(expected, Render("{{custom_field_remind_a_friend}}", contact).Text);
        Assert.Equal(expected, Render("{{remind_a_friend}}", contact).Text);
    }

    [Fact]
    public void Text_is_composed_also_where_template_and_value_meet() =>
        Assert.Equal("café ñandú", Render("cafe\u0301 n{{first_name}}", Lisa with { FirstName = "\u0303andu\u0301" }).Text);

    [Fact]
    public void A_long_value_is_whole() =>
        Assert.Equal(new string('x', 100_000) + "!", Render("{{first_name}}!", Lisa with { FirstName = new string('x', 100_000) }).Text);

    [Fact]
    public void Rendering_allocates_its_text_only()
    {
        var template = Parse("Hi {{first_name}}, this is {{user.first_name}} of {{campaign.name}}. {{issue_id}}, {{full_name}}?");
        var values = To(Lisa);
        var text = template.Render(values).Text;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            template.Render(values);
        }

        var perText = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        Assert.InRange(perText, 1, 24 + (2 * text.Length) + 8);
    }

    [Fact]
    public void A_hostile_text_is_refused_at_once()
    {
        Assert.Equal(RefusalCode.MessageTooLong, ScriptTemplate.Parse(new string('x', 1_000_000), Variables).Refusals[0].Code);
        Assert.Equal(RefusalCode.MessageTooLong, ScriptTemplate.Parse(Repeat("{{", 100_000), Variables).Refusals[0].Code);
        Assert.Equal(RefusalCode.InvalidSyntax, Assert.Single(ScriptTemplate.Parse(Repeat("{{", 5_000), Variables).Refusals).Code);
        Assert.Equal(100, ScriptTemplate.Parse(Repeat("{{a}}", 2_000), Variables).Refusals.Count);
        Assert.True(ScriptTemplate.Parse("{{" + new string('a', 9_000) + "}}", Variables).Refusals[0].Message.Length < 250);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
