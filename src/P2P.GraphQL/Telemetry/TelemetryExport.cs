using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using P2P.Sdk.Telemetry;

namespace P2P.GraphQL.Telemetry;

internal static class TelemetryExport
{
    private const string Npgsql = "Npgsql"; // Its statements have parameters, never values.

    private static readonly string[] Meters =
        [P2PTelemetry.Name, Npgsql, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Sends traces and metrics by OTLP, if the configuration says where.</summary>
    public static void AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        var collector = options.Otlp
            ?? (Uri.TryCreate(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"], UriKind.Absolute, out var usual) ? usual : null);
        if (collector is null)
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("p2p"))
            .WithTracing(traces => traces
                .SetSampler(new WholeTraces(options.SampleRatio))
                .AddSource(P2PTelemetry.Name, Npgsql)
                .AddAspNetCoreInstrumentation(http => http.Filter = context => IsTraced(context.Request.Path)))
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .UseOtlpExporter(options.Protocol, collector);
    }

    /// <summary>Other addresses hold what opens something: links of texts, join codes, names of lists.</summary>
    private static bool IsTraced(PathString path) => path.StartsWithSegments("/graphql") || path.StartsWithSegments("/webhooks");

    /// <summary>A share of traces by their ids, so that every node decides alike; and no statements that belong to none, as of
    /// those who look for work each second.</summary>
    private sealed class WholeTraces(double ratio) : Sampler
    {
        private readonly TraceIdRatioBasedSampler _share = new(ratio);

        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            samplingParameters.ParentContext.TraceId == default && samplingParameters.Kind == System.Diagnostics.ActivityKind.Client
                ? new SamplingResult(SamplingDecision.Drop)
                : _share.ShouldSample(samplingParameters);
    }
}
