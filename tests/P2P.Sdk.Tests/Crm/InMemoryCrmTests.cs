using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Testing;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.Tests.Crm;

public class InMemoryCrmOutboxTests : CrmOutboxContract
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}

public class InMemoryCrmTests : CrmPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}
