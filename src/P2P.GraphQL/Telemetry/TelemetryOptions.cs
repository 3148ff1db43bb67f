using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace P2P.GraphQL.Telemetry;

/// <summary>Where traces and metrics go. Configuration section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>An OpenTelemetry collector, such as <c>http://collector:4317</c>. Default: OTEL_EXPORTER_OTLP_ENDPOINT, else nothing
    /// is exported.</summary>
    public Uri? Otlp { get; set; }

    /// <summary><c>Grpc</c> (port 4317) or <c>HttpProtobuf</c> (port 4318). Default <c>Grpc</c>.</summary>
    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary>Which share of traces is kept; of a text's all or nothing, on every node alike. Default 1; from 0 to 1.</summary>
    [Range(0, 1)]
    public double SampleRatio { get; set; } = 1;
}
