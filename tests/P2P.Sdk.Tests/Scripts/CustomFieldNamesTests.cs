using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Tests.Scripts;

public class CustomFieldNamesTests
{
    [Theory]
    [InlineData("issue_ID", "Another", "slug")]
    [InlineData("custom_field_issue_id", "Another", "slug")]
    [InlineData("ISSUEID", "Another", "slug")]
    [InlineData("another", "Donation Amount", "title")]
    [InlineData("first_name", "Another", "slug")]
    [InlineData("fullname", "Another", "slug")]
    [InlineData("another", "First Name", "title")]
    [InlineData("another", "E-mail", "title")]
    [InlineData("van_id", "Another", "slug")]
    [InlineData("time_zone", "Another", "slug")]
    [InlineData("", "Another", "slug")]
    [InlineData("a b", "Another", "slug")]
    [InlineData("a}}", "Another", "slug")]
    [InlineData("remind_a_friend", "Another", "slug")]
    [InlineData("another", " ", "title")]
    public void A_name_that_means_something_else_is_refused(string slug, string title, string path) =>
        Assert.Contains(Check(slug, title), refusal => refusal.Path is [var place] && place == path);

    [Theory]
    [InlineData("another", "Another")]
    [InlineData("custom_field_another", "Another")]
    [InlineData("año_2026", "Año 2026")]
    public void Other_names_are_fine(string slug, string title) => Assert.Empty(Check(slug, title));

    [Fact]
    public void A_field_may_keep_its_own_name() =>
        Assert.Empty(CustomFieldNames.Check(ScriptWorld.Issue with { Title = "Issue id" }, [ScriptWorld.Issue]));

    [Theory]
    [InlineData("Donation amount", "donation_amount")]
    [InlineData(" Número de  hijos? ", "numero_de_hijos")]
    [InlineData("What's up", "whats_up")]
    [InlineData("生日", "生日")]
    [InlineData("!?", "")]
    public void A_slug_is_the_title_in_snake_case(string title, string slug) => Assert.Equal(slug, ScriptSlug.From(title));

    private static IReadOnlyList<Refusal> Check(string slug, string title) => CustomFieldNames.Check(
        new() { Id = CustomFieldId.New(), Slug = slug, Title = title }, [ScriptWorld.Issue, ScriptWorld.Amount]);
}
