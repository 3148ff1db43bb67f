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
        await CompareAsync(system, options, report);
        return campaign;
    }

    private static async Task CompareAsync(LoadSystem system, LoadOptions options, LoadReport report)
    {
        await using var bare = await BareImport.CreateAsync(system.Database);
        var (ours, copies, upserts) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < options.Turns; turn++)
        {
            var admin = await system.AddCampaignAsync("Import");
            var (_, elapsed) = await LoadedCampaign.ImportAsync(system, admin, "Tenants", 0, options.Contacts);
            ours.Add(options.Contacts / elapsed.TotalSeconds);
            copies.Add(await bare.CopyAsync(options.Contacts));
            upserts.Add(await bare.StageAndUpsertAsync(options.Contacts));
        }

        report.Add("rows imported, into a campaign of their own each turn", "rows/s", ours);
        report.Add("bare COPY", "rows/s", copies);
        report.Add("bare COPY to a stage and one upsert", "rows/s", upserts);
        report.AddRatio("import / bare COPY and upsert", ours, upserts, Aim.AtLeast(0.5));
    }
}
