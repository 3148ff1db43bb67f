using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.InMemory;
using P2P.Sdk.Testing;

namespace P2P.Sdk.Tests.Blobs;

public sealed class BlobFolderTests : BlobStoreContract, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("p2p-blobs-").FullName;

    protected override IBlobStore Store => new BlobFolder(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Files_lie_in_a_folder_a_campaign_under_names_that_programs_know()
    {
        var (campaign, id) = (CampaignId.New(), BlobId.New());
        await Store.PutAsync(campaign, id, "image/png", new MemoryStream([1]), default);
        Assert.Equal([Path.Combine(campaign.ToString(), $"{id}.image.png")], Files());
    }

    [Fact]
    public async Task Nothing_is_left_of_a_file_that_broke_off()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(
            CampaignId.New(), BlobId.New(), "image/png", new MemoryStream([1]), new CancellationToken(canceled: true)));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_not_there()
    {
        var (campaign, id) = (CampaignId.New(), BlobId.New());
        Directory.CreateDirectory(Path.Combine(_root, campaign.ToString()));
        await File.WriteAllBytesAsync(Path.Combine(_root, campaign.ToString(), $"~{id}"), [1]);
        Assert.Null(await Store.OpenAsync(campaign, id, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_folder_that_an_app_names_is_used_whatever_the_order(bool first)
    {
        var builder = new ServiceCollection().AddP2P();
        _ = first ? builder.UseBlobFolder(_root).UseInMemory() : builder.UseInMemory().UseBlobFolder(_root);
        await using var services = builder.Services.BuildServiceProvider();
        Assert.Equal(_root, Assert.IsType<BlobFolder>(services.GetRequiredService<IBlobStore>()).Root);
    }

    [Fact]
    public async Task Without_one_the_stores_in_memory_keep_blobs_in_memory()
    {
        await using var services = new ServiceCollection().AddP2P().UseInMemory().Services.BuildServiceProvider();
        Assert.IsType<InMemoryBlobStore>(services.GetRequiredService<IBlobStore>());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_stops_the_host_as_it_starts()
    {
        var file = Path.Combine(_root, "file");
        await File.WriteAllTextAsync(file, "");
        var services = new ServiceCollection().AddP2P().UseBlobFolder(file).Services;
        var start = services.Select(service => service.ImplementationInstance).OfType<BlobFolderStart>().Single();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => start.StartingAsync(default));
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_root, file));
}
