using P2P.Sdk.Actions;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Images of scripts go out with the text, as MMS (ACT-5).</summary>
public abstract class ScriptImagePromises : ServicePromises
{
    private const string Opening = "Hi {{first_name}}, look at this. Reply STOP to opt out.";

    [Fact]
    public async Task A_scripts_image_is_handed_over_with_the_text_as_one_mms()
    {
        await World.SetAsync(new() { LinkDomain = "go.example.org" });
        var image = await UploadAsync();
        var action = await World.PublishAsync(1, Input(image) with
        {
            ResponseScripts = [new ScriptInput("More", "And this.") { Image = image.Id }, new ScriptInput("Words", "Only words.")],
        });
        var contact = await World.OpenAsync(World.Ana, action);
        var text = Assert.Single(World.Ledger.Texts);
        Assert.Equal($"https://go.example.org/m/{image.Token}", text.Media);
        var message = Assert.Single(await World.ThreadAsync(contact));
        Assert.Equal((image.Id, 1), (message.Image, message.Segments));

        await using var file = Done(await World.ScriptImages.OpenAsync(image.Token));
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes);
        Assert.Equal(SampleImages.Png.ToArray(), bytes.ToArray());

        await World.ReceiveAsync(contact, "Nice");
        Done(await World.TryReplyAsync(World.Ana, contact, null, action.ResponseScripts.First().Id));
        Done(await World.TryReplyAsync(World.Ana, contact, null, action.ResponseScripts.Last().Id));
        await World.DispatchAsync();
        Assert.Equal([true, true, false], World.Ledger.Texts.Select(t => t.Media is not null));
    }

    [Fact]
    public async Task An_image_is_judged_by_its_bytes_and_has_at_most_600_000_of_them()
    {
        Refused(RefusalCode.InvalidInput, await World.ScriptImages.UploadAsync(World.Admin, new MemoryStream("GIF, says its name"u8.ToArray())));
        Refused(RefusalCode.ImageTooLarge, await World.ScriptImages.UploadAsync(World.Admin, new MemoryStream(new byte[600_001])));
        Refused(RefusalCode.Forbidden, await World.ScriptImages.UploadAsync(World.Ana, new MemoryStream(SampleImages.Png.ToArray())));
    }

    [Fact]
    public async Task An_image_opens_by_its_own_address_only()
    {
        var image = await UploadAsync();
        var other = await World.CreateOtherAsync();
        var theirs = Done(await other.ScriptImages.UploadAsync(other.Admin, new MemoryStream(SampleImages.Png.ToArray())));
        foreach (var guess in new[] { "", "x", image.Token[..^1], image.Token[..^1] + (image.Token.EndsWith('_') ? '-' : '_'), theirs.Token[..6] + image.Token[6..], image.Token.Replace(image.Token[10], '!') })
        {
            Refused(RefusalCode.NotFound, await World.ScriptImages.OpenAsync(guess));
        }
    }

    [Fact]
    public async Task Publishing_with_an_image_needs_a_link_domain_and_saving_one_that_is_there()
    {
        var image = await UploadAsync();
        var list = await World.AddListAsync(1);
        var draft = Done(await World.Actions.CreateAsync(World.Admin, Input(image) with { Title = "Look", List = list }));
        Assert.Equal(image.Id, draft.InitialScripts.Single().Image);
        var refusal = Refused(RefusalCode.InvalidInput, await World.Publishing.PublishAsync(World.Admin, draft.Id, Visibility.Public, null));
        Assert.Equal(["initialScripts", "0", "imageId"], refusal.Path);
        var unknown = Input(image with { Id = ScriptImageId.New() }) with { Title = "Look" };
        Assert.Equal(["initialScripts", "0", "imageId"], Refused(RefusalCode.NotFound, await World.Actions.CreateAsync(World.Admin, unknown)).Path);
    }

    [Fact]
    public async Task Another_image_of_a_published_script_makes_a_successor()
    {
        await World.SetAsync(new() { LinkDomain = "go.example.org" });
        var action = await World.PublishAsync(1, Input(await UploadAsync()));
        var first = action.InitialScripts.Single();
        var edited = Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new()
        {
            InitialScripts = [new ScriptInput(first.Name, first.Text) { Id = first.Id, Image = (await UploadAsync()).Id }],
        }));
        Assert.NotEqual(first.Id, edited.InitialScripts.Single().Id);
        Assert.Equal(first.Image, edited.FindScript(first.Id)!.Image);
    }

    [Fact]
    public async Task A_preview_prices_an_image_as_mms()
    {
        var prices = Done(await World.Campaigns.FindAsync(World.Admin)).Settings.Prices;
        var preview = Done(await World.Scripts.PreviewAsync(World.Admin, Opening, null, null, false, hasImage: true));
        Assert.Equal(prices.Mms, preview.Cost);
        Assert.Contains(ScriptWarningCode.Image, preview.Warnings.Select(warning => warning.Code));
    }

    private static ActionInput Input(ScriptImage image) =>
        new() { InitialScripts = [new ScriptInput("Look", Opening) { Image = image.Id }] };

    private async Task<ScriptImage> UploadAsync() =>
        Done(await World.ScriptImages.UploadAsync(World.Admin, new MemoryStream(SampleImages.Png.ToArray())));
}
