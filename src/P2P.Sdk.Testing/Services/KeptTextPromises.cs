using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Reports;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Characters that a database cannot keep are refused where a user writes them, and replaced where a contact does.</summary>
public abstract class KeptTextPromises : ServicePromises
{
    [Theory]
    [InlineData(0)]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public async Task What_cannot_be_kept_is_refused_wherever_a_user_writes_it(int character)
    {
        var bad = $"a{(char)character}b";
        Refused(await World.Contacts.CreateListAsync(World.Admin, bad), "name");
        Refused(await World.Campaigns.AddUserAsync(World.Admin, ServiceWorld.NewUser(bad)), "firstName");
        Refused(await World.Campaigns.AddUserAsync(World.Admin, ServiceWorld.NewUser("Al") with { TeamCode = bad }), "teamCode");
        Refused(await AddFieldAsync(bad, ""), "title");
        Refused(await AddFieldAsync("Shoe size", bad), "defaultValue");
        Refused(await World.Contacts.PageAsync(World.Admin, new() { Search = bad }, new PageRequest(), count: false), "search");
        Refused(await World.Contacts.PageAsync(World.Admin, new() { Tag = bad }, new PageRequest(), count: false), "tag");
        var settings = Done(await World.Campaigns.FindAsync(World.Admin)).Settings;
        Refused(
            await World.Campaigns.UpdateSettingsAsync(World.Admin, settings.Version, new() { ContactFirstNameFallback = bad }),
            "contactFirstNameFallback");
        Refused(
            await World.Reassigner.ReassignAsync(
                World.Admin, new ReassignInput { Where = new() { Search = bad }, ToUsers = [World.Ben.User] }),
            "where.search");
        Assert.Empty((await World.Actions.PageAsync(World.Admin, new() { Folder = bad }, new PageRequest())).Items);
        Refused(await World.Actions.CreateAsync(World.Admin, new() { Title = bad }), "title");
        Refused(await World.Actions.CreateAsync(World.Admin, new() { Title = "Fine", Description = bad }), "description");
        Refused(await World.Actions.CreateAsync(World.Admin, new() { Title = "Fine", Folder = bad }), "folder");
        Refused(
            await World.Actions.CreateAsync(World.Admin, new() { Title = "Fine", InitialScripts = [new ScriptInput(bad, "Hi")] }),
            "initialScripts.0.name");
        Refused(
            await World.Actions.CreateAsync(World.Admin, new() { Title = "Fine", ResponseScripts = [new ScriptInput("Hi", bad)] }),
            "responseScripts.0.text");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD83D)]
    public async Task Replies_and_reports_that_cannot_be_kept_are_refused(int character)
    {
        var bad = $"a{(char)character}b";
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        Done(await AddFieldAsync("Shoe size", ""));

        Refused(await World.TryReplyAsync(World.Ana, contact, bad), "text");
        Refused(
            await World.Reports.FileAsync(World.Ana, new ReportInput(contact, action.Id, [], [new FieldInput("shoe_size", bad)], [])),
            "fields.0.value");
        await World.ReplyAsync(World.Ana, contact, "\uD83D\uDE00"); // A whole pair is a character.
    }

    [Fact]
    public async Task An_inbound_text_is_kept_with_what_cannot_be_kept_replaced()
    {
        var contact = await World.OpenAsync();
        await World.ReceiveAsync(contact, "Who\0 is \uD83Dthis? \uD83D\uDE00");

        var text = (await World.ThreadAsync(contact))[^1].Text;
        Assert.Equal("Who\uFFFD is \uFFFDthis? \uD83D\uDE00", text);
        await World.ReceiveAsync(contact, "STOP\0");
        Assert.Equal(3, (await World.ThreadAsync(contact)).Count);
    }

    private static void Refused<T>(Outcome<T> outcome, string path)
        where T : class
    {
        var refusal = Refused(RefusalCode.InvalidInput, outcome);
        Assert.Contains(path, outcome.Refusals.Select(r => string.Join('.', r.Path)));
        Assert.DoesNotContain('\0', refusal.Message);
    }

    private Task<Outcome<CustomField>> AddFieldAsync(string title, string defaultValue) => World.Campaigns.AddFieldAsync(
        World.Admin,
        new CustomField { Id = CustomFieldId.New(), Slug = "shoe_size", Title = title, DefaultValue = defaultValue });
}
