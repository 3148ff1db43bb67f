using P2P.Sdk.Events;
using P2P.Sdk.Testing;

namespace P2P.Sdk.Tests.Events;

public class EventStreamTests : EventStreamContract
{
    protected override Task<IEventStream> CreateAsync() => Task.FromResult<IEventStream>(new EventStream());
}
