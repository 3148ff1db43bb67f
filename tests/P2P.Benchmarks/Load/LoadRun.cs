using System.Runtime.InteropServices;
using P2P.Benchmarks.Load.Measures;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load;

/// <summary>All parts in their order, on one system.</summary>
internal static class LoadRun
{
    public static IReadOnlyList<string> Parts { get; } = ["claims", "sends", "counts"];

    public static async Task RunAsync(LoadOptions options, LoadReport report)
    {
        LoadReport.Progress("starting PostgreSQL and the servers");
        await using var system = await LoadSystem.StartAsync();
        if (Wants("claims") || Wants("sends"))
        {
            LoadReport.Progress($"importing {options.Contacts:N0} contacts and publishing an action");
            var campaign = await LoadedCampaign.PublishAsync(system, system.Admin, options.Contacts);
            await Claims.MeasureAsync(system, campaign, options, report);
            if (Wants("sends"))
            {
                await Sends.MeasureAsync(system, campaign, options, report);
            }
        }

        if (Wants("counts"))
        {
            await Growth.MeasureAsync(system, options, report);
        }

        bool Wants(string part) => options.Only.Count == 0 || options.Only.Contains(part);
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
    };
}
