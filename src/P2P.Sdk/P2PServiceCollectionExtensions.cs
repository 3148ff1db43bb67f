using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using P2P.Sdk;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PServiceCollectionExtensions
{
    /// <summary>Adds peer-to-peer texting. A store and a carrier are added by <c>Use...</c> methods on what it returns.</summary>
    public static P2PBuilder AddP2P(this IServiceCollection services)
    {
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.TryAddSingleton(TimeProvider.System);
        return new P2PBuilder(services);
    }
}
