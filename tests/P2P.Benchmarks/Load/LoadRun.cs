using System.Runtime.InteropServices;
using P2P.Benchmarks.Load.Measures;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load;

/// <summary>All parts in their order, on one system.</summary>
internal static class LoadRun
{
    public static IReadOnlyList<string> Parts { get; } = ["import", "claims", "sends", "embedded", "replies", "requests", "subscribers", "exports", "counts", "start"];

    public static async Task RunAsync(LoadOptions options, LoadReport report)
    {
        LoadReport.Progress("starting PostgreSQL and the servers");
        await using var system = await LoadSystem.StartAsync(options.Server);
        if (Wants("import", "claims", "sends", "embedded", "replies", "requests", "subscribers", "exports"))
        {
            var campaign = await Import.MeasureAsync(system, options, report);
            if (Wants("claims", "sends", "embedded", "replies", "requests", "subscribers"))
            {
                await Claims.MeasureAsync(system, campaign, options, report);
            }

            if (Wants("sends", "replies", "requests"))
            {
                await Sends.MeasureAsync(system, campaign, options, report);
            }

            if (Wants("embedded"))
            {
                await Embedded.MeasureAsync(system, campaign, options, report);
            }

            if (Wants("replies"))
            {
                await Replies.MeasureAsync(system, options, report);
            }

            if (Wants("requests"))
            {
                await Requests.MeasureAsync(system, campaign, options, report);
            }

            if (Wants("subscribers"))
            {
                await Subscribers.MeasureAsync(system, campaign, options, report);
            }

            if (Wants("exports"))
            {
                await Exports.MeasureAsync(system, campaign, options, report);
            }
        }

        if (Wants("counts"))
        {
            await Growth.MeasureAsync(system, options, report);
        }

        if (Wants("start"))
        {
            await Start.MeasureAsync(system, options, report);
        }

        // Each part needs what those before it leave.
        bool Wants(params string[] parts) => options.Only.Count == 0 || options.Only.Intersect(parts).Any();
    }

    /// <summary>What the figures depend on besides the code.</summary>
    public static object Conditions(LoadOptions options) => new
    {
        processors = Environment.ProcessorCount,
        system = RuntimeInformation.OSDescription,
        runtime = RuntimeInformation.FrameworkDescription,
        options.Contacts,
        options.Turns,
        options.Volunteers,
        server = options.Server?.FullName,
    };
}
