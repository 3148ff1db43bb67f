using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Testing;

namespace P2P.Sdk.Tests.InMemory;

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
