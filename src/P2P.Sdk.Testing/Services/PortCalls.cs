using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace P2P.Sdk.Testing.Services;

/// <summary>Every call to a store, in order: each is one round trip.</summary>
public sealed class PortCalls
{
    private readonly ConcurrentQueue<string> _calls = [];

    /// <summary>Puts a counter around every store that is registered.</summary>
    public void Count(IServiceCollection services)
    {
        var stores = services.Where(service =>
            service.ServiceType is { IsInterface: true } type && type.Name.EndsWith("Store", StringComparison.Ordinal));
        foreach (var store in stores.ToList())
        {
            services.Remove(store);
            services.AddSingleton(store.ServiceType, provider => Around(store, provider));
        }
    }

    /// <returns>The calls since the last time, each as <c>IConversationStore.ReadAsync</c>.</returns>
    public IReadOnlyList<string> Take()
    {
        var calls = new List<string>();
        while (_calls.TryDequeue(out var call))
        {
            calls.Add(call);
        }

        return calls;
    }

    private object Around(ServiceDescriptor store, IServiceProvider provider)
    {
        var counted = DispatchProxy.Create(store.ServiceType, typeof(CountedPort));
        var inner = store.ImplementationInstance
            ?? store.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, store.ImplementationType!);
        ((CountedPort)counted).Is(inner, _calls);
        return counted;
    }

    /// <summary>Made anew at run time for each port, so it can be neither sealed nor hidden.</summary>
    public class CountedPort : DispatchProxy
    {
        private object _inner = null!;
        private ConcurrentQueue<string> _calls = null!;

        internal void Is(object inner, ConcurrentQueue<string> calls) => (_inner, _calls) = (inner, calls);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _calls.Enqueue($"{targetMethod!.DeclaringType!.Name}.{targetMethod.Name}");
            return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        }
    }
}
