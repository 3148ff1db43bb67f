using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests.Contacts.Import;

public class ContactImporterTests
{
    [Fact]
    public async Task An_opt_out_that_stands_on_a_later_line_of_the_same_number_counts()
    {
        var world = await TextingWorld.CreateAsync();
        var phone = world.NewPhone();

        var import = await world.ImportAsync($"phone,first_name,tags\n{phone},Rosa,\n{phone},Rosa,Opt Out\n");

        Assert.Equal((1, 1, 1), (import.Created, import.Duplicates, import.OptedOut));
        var page = TextingWorld.Done(await world.Get<ContactService>().PageAsync(world.Admin, new(), new PageRequest(), false));
        Assert.True(Assert.Single(page.Items).Item.OptedOut);
    }
}
