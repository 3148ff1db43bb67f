using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.InMemory;

namespace P2P.Sdk.Testing.Histories;

/// <summary>One new, empty set of stores, which outlives the services over it: what a crash leaves.</summary>
public abstract class HistoryStore : IAsyncDisposable
{
    /// <summary>Registers the stores as an embedding app would. Called again after each crash.</summary>
    public abstract void Use(P2PBuilder builder);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>What all others are compared with.</summary>
internal sealed class InMemoryHistoryStore : HistoryStore
{
    private InMemoryState? _state;

    public override void Use(P2PBuilder builder)
    {
        builder.UseInMemory();
        builder.Services.AddSingleton(services => _state ??= new InMemoryState(services.GetRequiredService<TimeProvider>()));
    }
}
