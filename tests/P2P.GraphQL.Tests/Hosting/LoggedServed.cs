using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>A server whose log is kept.</summary>
public sealed class LoggedServed : Served
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    protected override void Configure(WebApplicationBuilder builder) => builder.Logging.AddProvider(new KeptLog(_lines));
}
