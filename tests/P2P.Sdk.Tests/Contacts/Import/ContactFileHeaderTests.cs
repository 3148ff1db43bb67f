using P2P.Sdk.Contacts;
using static P2P.Sdk.Tests.Contacts.Import.FileReading;

namespace P2P.Sdk.Tests.Contacts.Import;

public class ContactFileHeaderTests
{
    private static readonly CustomField Issue = TestFields.Text("issue_ID", "Top issue");
    private static readonly CustomField Donation = TestFields.Text("donation_amount", "Gift");

    [Theory]
    [InlineData("phone,first_name,last_name,email,state,zip,van_id,language,time_zone,tags")]
    [InlineData("PHONE,First Name,LASTNAME,E-Mail, State ,ZIP,VanID,Language,TimeZone,Tags")]
    [InlineData("\"Phone\",firstName,last-name,eMail,STATE,Zip,VAN ID,LANGUAGE,Time_Zone,TAGS")]
    [InlineData("Cell Phone,Given Name,Surname,Email Address,State Abbrev,Postal Code,VANID,Lang,TIME ZONE,Tag")]
    [InlineData("\u200BPhone\u00A0,First\u00A0Name,Last Name,Email,State,Zip Code,VAN_ID,language,time zone,tags,,,")]
    public async Task Columns_are_known_in_any_case_with_or_without_spaces_and_underscores(string header)
    {
        var (file, rows) = await ReadAsync(header + "\n3125550142,Ann,Lee,a@example.org,il,60614,V1,ES,america/chicago,x;y\n");
        Assert.Empty(file.UnknownColumns);
        var values = Assert.Single(rows).Values!;
        Assert.Equal(
            ("Ann", "Lee", "a@example.org", "IL", "60614", "V1", "es", "America/Chicago"),
            (values.FirstName, values.LastName, values.Email, values.State, values.Zip, values.VanId, values.Language, values.TimeZone));
        Assert.Equal(["x", "y"], values.Tags);
    }

    [Theory]
    [InlineData("issue_ID")]
    [InlineData("ISSUEID")]
    [InlineData("custom_field_issue_id")]
    [InlineData("Custom Field Issue ID")]
    [InlineData("top issue")]
    [InlineData("Top_Issue")]
    public async Task A_custom_field_is_known_by_its_slug_its_title_and_its_long_name(string name)
    {
        var row = await ReadRowAsync($"{name},phone\nClimate,3125550142\n", Issue, Donation);
        Assert.Equal("Climate", Assert.Single(row.Values!.Fields, field => field.Key == Issue.Id).Value);
    }

    [Fact]
    public async Task Columns_that_mean_nothing_are_named_and_passed_over()
    {
        var (file, rows) = await ReadAsync("phone,Favourite colour,,first_name,Shoe size\n3125550142,red,x,Ann,9\n");
        Assert.Equal(["Favourite colour", "column 3, which has no name", "Shoe size"], file.UnknownColumns);
        Assert.Equal("Ann", Assert.Single(rows).Values!.FirstName);
    }

    [Theory]
    [InlineData("phone,First Name,first_name", "The columns \"First Name\" and \"first_name\" mean the same: keep one.")]
    [InlineData("phone,PHONE", "The columns \"phone\" and \"PHONE\" mean the same: keep one.")]
    [InlineData("mobile,cell", "The columns \"mobile\" and \"cell\" mean the same: keep one.")]
    [InlineData("phone,issue_ID,Top Issue", "The columns \"issue_ID\" and \"Top Issue\" mean the same: keep one.")]
    [InlineData("phone,gift,custom_field_donation_amount", "The columns \"gift\" and \"custom_field_donation_amount\" mean the same: keep one.")]
    public async Task Two_columns_that_mean_the_same_are_refused(string header, string message) =>
        Assert.Equal(message, await RefusalOfAsync(header + "\n", Issue, Donation));

    [Fact]
    public async Task A_usual_name_gives_way_to_the_column_s_own_and_to_a_custom_field()
    {
        var zipCode = TestFields.Text("zip_code", "District");
        var (file, rows) = await ReadAsync("mobile,phone,zip code\n2125550142,3125550142,7\n", zipCode);
        Assert.Equal(["mobile"], file.UnknownColumns);
        var values = Assert.Single(rows).Values!;
        Assert.Equal("+13125550142", values.Phone.ToString());
        Assert.Null(values.Zip);
        Assert.Equal("7", Assert.Single(values.Fields).Value);
    }
}
