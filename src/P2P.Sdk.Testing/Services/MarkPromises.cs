using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Tags and custom fields are added and edited (CON-6).</summary>
public abstract class MarkPromises : ServicePromises
{
    private MarkService Marks => World.Get<MarkService>();

    [Fact]
    public async Task A_new_tag_can_be_put_on_contacts_at_once()
    {
        Assert.Equal(new("Yard sign", true), Done(await Marks.AddTagAsync(World.Admin, new(" Yard sign ", true))));
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        Done(await World.TryReportAsync(World.Ana, contact, action, "yard SIGN"));
        Assert.Contains("Yard sign", (await World.ReadAsync(contact)).Tags);
    }

    [Fact]
    public async Task A_campaign_has_each_tag_once_in_any_spelling_and_opt_out_stays_as_it_is()
    {
        foreach (var name in (string[])["will vote", "Will  Vote", "OPT OUT", "optout", "", " ", "two\nlines", new('x', 101)])
        {
            Refused(RefusalCode.InvalidInput, await Marks.AddTagAsync(World.Admin, new(name)));
        }

        Refused(RefusalCode.InvalidInput, await Marks.OfferTagAsync(World.Admin, "opt out", false));
        Refused(RefusalCode.NotFound, await Marks.OfferTagAsync(World.Admin, "Unheard of", true));
        Assert.Equal(new("Will Vote", false), Done(await Marks.OfferTagAsync(World.Admin, "WILL VOTE", false)));
        Assert.Equal(["Opt Out", "Wrong Number", "Do Not Text"], (await World.Contacts.ListTagsAsync(World.Admin)).Where(t => t.IsDefault).Select(t => t.Name));
        Refused(RefusalCode.Forbidden, await Marks.AddTagAsync(World.Ana, new("Mine")));
        Refused(RefusalCode.Forbidden, await Marks.OfferTagAsync(World.Ana, "Will Vote", true));
    }

    [Fact]
    public async Task Of_admins_who_add_one_tag_at_once_one_does()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Marks.AddTagAsync(World.Admin, new($"Yard {(i % 2 == 0 ? "s" : "S")}ign")))));
        Assert.Single(added, outcome => !outcome.IsRefused);
        Assert.Single(await World.Contacts.ListTagsAsync(World.Admin), tag => Tag.Key(tag.Name) == "yard sign");
        var audit = await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default);
        Assert.Single(audit, entry => entry.What == "tag.added");
    }

    [Fact]
    public async Task A_fields_title_options_and_default_change_and_its_slug_and_kind_stay()
    {
        var field = await AddAsync("party", "Party", "Green", "Blue");
        await AddAsync("size", "Shoe size");

        var edited = Done(await Marks.EditFieldAsync(World.Admin, field.Id, new() { Title = "Their party", Options = ["Green", "Red"], DefaultValue = "Red" }));
        Assert.Equal(("party", "Their party", CustomFieldKind.Selection, "Red"), (edited.Slug, edited.Title, edited.Kind, edited.DefaultValue));
        var read = (await World.Contacts.ListFieldsAsync(World.Admin)).Single(f => f.Id == field.Id);
        Assert.Equal(["Green", "Red"], read.Options);
        Assert.Equal("Their party", read.Title);
        Assert.True(Done(await Marks.EditFieldAsync(World.Admin, field.Id, new() { IsDefault = true })).IsDefault);

        Assert.Equal(["title"], Refused(RefusalCode.InvalidInput, await Marks.EditFieldAsync(World.Admin, field.Id, new() { Title = "SHOE size" })).Path);
        Refused(RefusalCode.InvalidInput, await Marks.EditFieldAsync(World.Admin, field.Id, new() { Title = "First name" }));
        Refused(RefusalCode.NotFound, await Marks.EditFieldAsync(World.Admin, CustomFieldId.New(), new()));
        Refused(RefusalCode.Forbidden, await Marks.EditFieldAsync(World.Ana, field.Id, new()));
    }

    [Fact]
    public async Task Of_admins_who_edit_one_field_at_once_each_edit_stays()
    {
        var field = await AddAsync("party", "Party", "Green", "Blue");
        await Task.WhenAll(
            Task.Run(() => Marks.EditFieldAsync(World.Admin, field.Id, new() { Title = "Their party" })),
            Task.Run(() => Marks.EditFieldAsync(World.Admin, field.Id, new() { Options = ["Red"] })),
            Task.Run(() => Marks.EditFieldAsync(World.Admin, field.Id, new() { DefaultValue = "Red" })));
        var read = Assert.Single(await World.Contacts.ListFieldsAsync(World.Admin), f => f.Id == field.Id);
        Assert.Equal(("Their party", "Red", "Red"), (read.Title, Assert.Single(read.Options), read.DefaultValue));
    }

    private async Task<CustomField> AddAsync(string slug, string title, params IReadOnlyList<string> options) =>
        Done(await World.Get<CampaignService>().AddFieldAsync(World.Admin, new()
        {
            Id = CustomFieldId.New(),
            Slug = slug,
            Title = title,
            Kind = options.Count == 0 ? CustomFieldKind.Text : CustomFieldKind.Selection,
            Options = options,
        }));
}
