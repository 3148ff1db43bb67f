using System.Diagnostics;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>All contacts of the campaign, and all its texts if any were sent, each as a CSV file: from the question to the file.</summary>
internal static class Exports
{
    private const string Start = """
        mutation($kind: ExportKind!) { startExport(input: { kind: $kind }) { export { id } errors { code message } } }
        """;

    private const string State = "query($id: ID!) { node(id: $id) { ... on Export { state rows } } }";

    public static async Task MeasureAsync(LoadSystem system, LoadedCampaign campaign, LoadOptions options, LoadReport report)
    {
        report.Begin("Exports as CSV");
        string[] kinds = campaign.Texters.Count > 0 ? ["CONTACTS", "MESSAGES"] : ["CONTACTS"];
        foreach (var kind in kinds)
        {
            var (rates, counts, memory) = (new List<double>(), new List<double>(), new List<double>());
            for (var turn = 0; turn < options.Turns; turn++)
            {
                var idle = system.Server.Memory;
                system.Server.ForgetPeak();
                var watch = Stopwatch.StartNew();
                var rows = await ExportAsync(system, campaign, kind);
                rates.Add(rows / watch.Elapsed.TotalSeconds);
                counts.Add(rows);
                memory.Add(system.Server.PeakMemory - idle);
            }

            report.Add($"{kind} written", "rows/s", rates);
            report.Add("  rows of the file", "rows", counts);
            report.Add("  most memory above idle", "MB", memory);
        }
    }

    /// <returns>The rows of the file.</returns>
    private static async Task<int> ExportAsync(LoadSystem system, LoadedCampaign campaign, string kind)
    {
        var started = (await system.AskAsync(campaign.Admin, Start, new { kind })).GetProperty("startExport");
        var id = started.GetProperty("export").GetProperty("id").GetString();
        while (true)
        {
            var export = (await system.AskAsync(campaign.Admin, State, new { id })).GetProperty("node");
            switch (export.GetProperty("state").GetString())
            {
                case "DONE":
                    return export.GetProperty("rows").GetInt32();
                case "FAILED":
                    throw new InvalidOperationException($"The export of {kind} failed.");
            }

            await Task.Delay(10);
        }
    }
}
