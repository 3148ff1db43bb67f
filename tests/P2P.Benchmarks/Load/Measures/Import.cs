using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>The campaign's list, streamed to the server as one CSV file and merged.</summary>
internal static class Import
{
    /// <returns>The campaign, published.</returns>
    public static async Task<LoadedCampaign> MeasureAsync(LoadSystem system, LoadOptions options, LoadReport report)
    {
        report.Begin($"Import of {options.Contacts:N0} contacts");
        var idle = system.Server.Memory;
        system.Server.ForgetPeak();
        var (campaign, elapsed) = await LoadedCampaign.PublishAsync(system, system.Admin, options.Contacts);
        report.Add("rows imported", "rows/s", [options.Contacts / elapsed.TotalSeconds]);
        report.Add("most memory above idle", "MB", [system.Server.PeakMemory - idle], Aim.AtMost(150));
        return campaign;
    }
}
