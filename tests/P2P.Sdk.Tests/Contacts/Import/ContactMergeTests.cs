using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Users;
using static P2P.Sdk.Tests.Contacts.Import.FileReading;

namespace P2P.Sdk.Tests.Contacts.Import;

public class ContactMergeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 7, 18, 0);
    private static readonly CustomField Issue = TestFields.Text("issue_ID", "Top issue");

    private static async Task<(Contact Contact, ImportOutcome Outcome)> TakeAsync(Contact? existing, string header, string cells)
    {
        var row = await ReadRowAsync($"phone,{header}\n3125550142,{cells}\n", Issue);
        return ContactMerge.Take(existing, row.Values!, ContactId.New(), Now);
    }

    private static async Task<Contact> KnownAsync() => (await TakeAsync(
        null,
        "first_name,last_name,email,state,zip,van_id,language,time_zone,tags,issue_ID",
        "Ann,Lee,ann@example.org,IL,60614,V1,es,America/Chicago,Will Vote;Yard Sign,Climate")).Contact;

    [Fact]
    public async Task A_new_number_becomes_a_contact_with_all_that_the_row_says()
    {
        var (contact, outcome) = await TakeAsync(null, "first_name,zip,tags,issue_ID", "Ann,96813,Will Vote,Climate");
        Assert.Equal(ImportOutcome.Created, outcome);
        Assert.Equal(("Ann", "", "96813", Now), (contact.FirstName, contact.LastName, contact.Zip, contact.CreatedAt));
        Assert.Equal(["Will Vote"], contact.Tags);
        Assert.Equal("Climate", contact.Fields[Issue.Id]);
        Assert.Equal(contact.Located().WindowKey, contact.WindowKey);
        Assert.NotEqual(default, contact.WindowKey);
    }

    [Fact]
    public async Task The_same_row_twice_changes_nothing()
    {
        var known = await KnownAsync();
        var (contact, outcome) = await TakeAsync(
            known,
            "first_name,last_name,email,state,zip,van_id,language,time_zone,tags,issue_ID",
            "Ann,Lee,ann@example.org,IL,60614,V1,es,America/Chicago,YARD  SIGN;will vote,Climate");
        Assert.Equal(ImportOutcome.Unchanged, outcome);
        Assert.Same(known, contact);
    }

    [Theory]
    [InlineData("zip", "60614")]
    [InlineData("first_name,last_name,email,state,zip,van_id,language,time_zone,tags,issue_ID", ",,,,,,,,,")]
    [InlineData("state,email", "Narnia,nowhere")]
    public async Task Nothing_is_emptied_by_a_file_that_does_not_say_it(string header, string cells)
    {
        var known = await KnownAsync();
        var (contact, outcome) = await TakeAsync(known, header, cells);
        Assert.Equal(ImportOutcome.Unchanged, outcome);
        Assert.Same(known, contact);
    }

    [Fact]
    public async Task What_the_row_says_replaces_tags_are_united_and_the_rest_stays()
    {
        var known = await KnownAsync() with { Holder = UserId.New(), CurrentAction = ActionId.New(), Unread = true, LastSequence = 3 };
        var (contact, outcome) = await TakeAsync(known, "last_name,tags,issue_ID", "Ng,\"yard sign;New\",Jobs");
        Assert.Equal(ImportOutcome.Updated, outcome);
        Assert.Equal(["Will Vote", "Yard Sign", "New"], contact.Tags);
        Assert.Equal("Jobs", contact.Fields[Issue.Id]);
        Assert.Equal(known with { LastName = "Ng", Tags = contact.Tags, Fields = contact.Fields }, contact);
    }

    [Fact]
    public async Task A_contact_that_moves_is_judged_by_the_hours_of_its_new_place()
    {
        var known = await KnownAsync();
        var (contact, _) = await TakeAsync(known, "zip,state,time_zone", "96813,HI,Pacific/Honolulu");
        Assert.NotEqual(known.WindowKey, contact.WindowKey);
    }

    [Fact]
    public async Task The_reserved_tag_is_no_tag_of_the_row_and_changes_no_contact()
    {
        var known = await KnownAsync();
        var (contact, outcome) = await TakeAsync(known, "tags", "OPT OUT");
        Assert.Equal(ImportOutcome.Unchanged, outcome);
        Assert.Same(known, contact);
    }
}
