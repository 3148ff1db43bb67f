using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Testing.Services;

namespace P2P.Sdk.Tests.Notifications;

public class InMemoryPushTests : PushPromises
{
    protected override void UseStore(P2PBuilder builder) => builder.UseInMemory();
}
