using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Blobs;
using P2P.Sdk.InMemory;
using P2P.Sdk.Testing;

namespace P2P.Sdk.Tests.InMemory;

public class InMemoryCampaignStoreTests : CampaignStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryContactStoreTests : ContactStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryActionStoreTests : ActionStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryAssignmentStoreTests : AssignmentStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryConversationStoreTests : ConversationStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryConversationReadingTests : ConversationReadingContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryCountStoreTests : CountStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryContactImportStoreTests : ContactImportStoreContract
{
    private readonly SettableTime _time = new(StoreWorld.Start);

    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory().Services.AddSingleton<TimeProvider>(_time);

    protected override Task PassAsync(Duration time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}

public class InMemoryDispatchStoreTests : DispatchStoreContract
{
    private readonly SettableTime _time = new(StoreWorld.Start);

    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory().Services.AddSingleton<TimeProvider>(_time);

    protected override Task PassAsync(Duration time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}

public class InMemoryCarrierEventStoreTests : CarrierEventStoreContract
{
    private readonly SettableTime _time = new(StoreWorld.Start);

    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory().Services.AddSingleton<TimeProvider>(_time);

    protected override Task PassAsync(Duration time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}

public class InMemoryActionAudienceTests : ActionAudienceContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryListMembersTests : ListMembersContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryFolderStoreTests : FolderStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryMessageMediaStoreTests : MessageMediaStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryBlobStoreTests : BlobStoreContract
{
    protected override IBlobStore Store { get; } = new InMemoryBlobStore();
}

public class InMemoryExportStoreTests : ExportStoreContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}
