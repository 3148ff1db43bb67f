using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using static P2P.Sdk.Tests.Contacts.Import.FileReading;

namespace P2P.Sdk.Tests.Contacts.Import;

public class ContactFileValueTests
{
    private static readonly CustomField Support = TestFields.Selection("support", "Support", "Strong Yes", "Lean Yes", "No");
    private static readonly CustomField Friends = TestFields.MultiText("remind_a_friend", "Friends");

    [Fact]
    public async Task What_is_empty_in_the_row_is_not_said()
    {
        var row = await ReadRowAsync(
            "phone,first_name,last_name,email,state,zip,van_id,language,time_zone,tags,support\n3125550142,,\" \",,\u200B,,,,,;,\n", Support);
        Assert.Empty(row.Notes);
        Assert.Equal("", row.Message);
        var values = row.Values!;
        Assert.All(
            [values.FirstName, values.LastName, values.Email, values.State, values.Zip, values.VanId, values.Language, values.TimeZone],
            Assert.Null);
        Assert.Empty(values.Tags);
        Assert.Empty(values.Fields);
        Assert.False(values.OptsOut);
    }

    [Theory]
    [InlineData("state", "Narnia", "\"state\" is no US state, and was dropped.")]
    [InlineData("zip", "6061", null)] // 06061, in Connecticut.
    [InlineData("zip", "606", "\"zip\" is no ZIP code, and was dropped.")]
    [InlineData("zip", "60614-12", "\"zip\" is no ZIP code, and was dropped.")]
    [InlineData("zip", "K1A 0B1", "\"zip\" is no ZIP code, and was dropped.")]
    [InlineData("email", "ann at example.org", "\"email\" is no email address, and was dropped.")]
    [InlineData("email", "ann@example", "\"email\" is no email address, and was dropped.")]
    [InlineData("email", "@example.org", "\"email\" is no email address, and was dropped.")]
    [InlineData("email", "a@b@example.org", "\"email\" is no email address, and was dropped.")]
    [InlineData("email", "ann@example..org", "\"email\" is no email address, and was dropped.")]
    [InlineData("email", "o'neil+x@sub.example.org", null)]
    [InlineData("time_zone", "America/Gotham", "\"time_zone\" is no time zone such as America/Chicago, and was dropped.")]
    [InlineData("time_zone", "EST", "\"time_zone\" is no time zone such as America/Chicago, and was dropped.")]
    [InlineData("time_zone", "UTC-5", "\"time_zone\" is no time zone such as America/Chicago, and was dropped.")]
    [InlineData("time_zone", "Etc/GMT+5", "\"time_zone\" is no time zone such as America/Chicago, and was dropped.")]
    [InlineData("time_zone", "america/new york", null)]
    [InlineData("language", "Klingon", "\"language\" is neither en nor es, and was dropped.")]
    [InlineData("Support", "Maybe", "\"Support\" is none of the field's options, and was dropped.")]
    public async Task A_bad_value_is_dropped_and_its_column_named_and_the_row_is_taken(string column, string value, string? note)
    {
        var row = await ReadRowAsync($"phone,{column}\n3125550142,{value}\n", Support);
        Assert.Equal(ContactRowProblem.None, row.Problem);
        Assert.Equal(note ?? "", row.Message);
        Assert.Equal("+13125550142", row.Values!.Phone.ToString());
    }

    [Fact]
    public async Task All_that_was_dropped_is_named_in_one_message()
    {
        var row = await ReadRowAsync("State,Zip Code,phone,first_name\nXX,1,3125550142,Ann\n");
        Assert.Equal("\"State\" is no US state, and was dropped. \"Zip Code\" is no ZIP code, and was dropped.", row.Message);
        Assert.Equal("Ann", row.Values!.FirstName);
    }

    [Theory]
    [InlineData("il", "IL")]
    [InlineData("Illinois", "IL")]
    [InlineData("new  york", "NY")]
    [InlineData("PR", "PR")]
    [InlineData("district of columbia", "DC")]
    public async Task A_state_is_known_by_its_abbreviation_and_its_name(string cell, string state) =>
        Assert.Equal(state, (await ReadRowAsync($"phone,state\n3125550142,{cell}\n")).Values!.State);

    [Theory]
    [InlineData("60614", "60614")]
    [InlineData("60614-1234", "60614")]
    [InlineData("606141234", "60614")]
    [InlineData("2134", "02134")]
    [InlineData("2134-1001", "02134")]
    [InlineData("21341001", "02134")]
    public async Task A_ZIP_code_is_its_first_five_digits_with_the_zero_that_spreadsheets_drop(string cell, string zip) =>
        Assert.Equal(zip, (await ReadRowAsync($"phone,zip\n3125550142,{cell}\n")).Values!.Zip);

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("English", "en")]
    [InlineData("es-MX", "es")]
    [InlineData("Español", "es")]
    public async Task Languages_are_known_as_people_write_them(string cell, string language) =>
        Assert.Equal(language, (await ReadRowAsync($"phone,language\n3125550142,{cell}\n")).Values!.Language);

    [Theory]
    [InlineData("  Ann  ", "Ann")]
    [InlineData("\u200BAnn\uFEFF", "Ann")]
    [InlineData("\u00A0Mary\u00A0\u00A0Ann\u202C", "Mary Ann")]
    [InlineData("Ann\u0007", "Ann")]
    [InlineData("\"Ann\r\nMarie\"", "Ann Marie")]
    [InlineData("Jose\u0301", "José")]
    [InlineData("O’Neil 🎉", "O’Neil 🎉")]
    [InlineData("👩🏽\u200D🚀", "👩🏽\u200D🚀")]
    public async Task What_nobody_sees_is_taken_out_of_a_name_and_nothing_else(string cell, string name) =>
        Assert.Equal(name, (await ReadRowAsync($"phone,first_name\n3125550142,{cell}\n")).Values!.FirstName);

    [Fact]
    public async Task A_name_longer_than_any_person_s_is_dropped() =>
        Assert.Equal(
            "\"first_name\" is longer than 100 characters, and was dropped.",
            (await ReadRowAsync($"phone,first_name\n3125550142,{new string('x', 101)}\n")).Message);

    [Fact]
    public async Task Tags_are_separated_by_semicolons_and_each_is_taken_once()
    {
        var values = (await ReadRowAsync("phone,tags\n3125550142,\" Will Vote ; yard sign;WILL VOTE;;Wrong  Number\"\n")).Values!;
        Assert.Equal(["Will Vote", "yard sign", "Wrong Number"], values.Tags);
        Assert.False(values.OptsOut);
    }

    [Theory]
    [InlineData("Opt Out")]
    [InlineData("optout")]
    [InlineData(" OPT   OUT ;x")]
    [InlineData("x;o p t o u t")]
    [InlineData("Opt\u00A0Out")]
    public async Task The_reserved_tag_in_any_spelling_of_case_and_space_opts_out(string tags)
    {
        var values = (await ReadRowAsync($"phone,tags\n3125550142,{tags}\n")).Values!;
        Assert.True(values.OptsOut);
        Assert.DoesNotContain(values.Tags, tag => tag.Contains('o', StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Opt Out later")]
    [InlineData("Do Not Text")]
    [InlineData("Opt-Out")]
    public async Task Other_tags_opt_nobody_out(string tags) =>
        Assert.False((await ReadRowAsync($"phone,tags\n3125550142,{tags}\n")).Values!.OptsOut);

    [Fact]
    public async Task A_selection_is_matched_without_regard_to_case_and_kept_as_the_option_is_written()
    {
        var row = await ReadRowAsync("phone,support\n3125550142,strong yes\n", Support);
        Assert.Equal("Strong Yes", row.Values!.Fields[Support.Id]);
    }

    [Fact]
    public async Task A_field_of_several_values_takes_them_separated_by_semicolons_and_keeps_them_one_a_line()
    {
        var row = await ReadRowAsync("phone,remind a friend\n3125550142,\"Ana; Ben ;;Ana\"\n", Friends);
        Assert.Equal("Ana\nBen", row.Values!.Fields[Friends.Id]);
    }

    [Theory]
    [InlineData("312", "too short")]
    [InlineData("call me", "not a phone number")]
    [InlineData("", "no phone number")]
    [InlineData("31255501421234567", "too long")]
    [InlineData("555-0142", "No phone number of this form")]
    [InlineData("6.17254E+09", "format its column as text")]
    public async Task A_bad_number_is_a_row_that_is_not_taken_and_says_why(string phone, string why)
    {
        var row = await ReadRowAsync($"phone,first_name\n{phone},Ann\n");
        Assert.Equal(ContactRowProblem.InvalidPhoneNumber, row.Problem);
        Assert.Null(row.Values);
        Assert.Contains(why, row.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_extension_is_named_and_the_row_is_taken() =>
        Assert.Contains("extension", (await ReadRowAsync("phone\n312-555-0142 x42\n")).Message, StringComparison.Ordinal);
}
