using Microsoft.Extensions.DependencyInjection;

namespace P2P.Sdk;

/// <summary>What <c>services.AddP2P()</c> returns: each adapter adds itself by one <c>Use...</c> method.</summary>
public sealed class P2PBuilder
{
    internal P2PBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }
}
