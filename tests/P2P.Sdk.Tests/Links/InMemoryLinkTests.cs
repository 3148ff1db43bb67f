using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.Tests.Links;

public class InMemoryLinkTests : LinkPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}
