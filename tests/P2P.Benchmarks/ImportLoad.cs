using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Users;

namespace P2P.Benchmarks;

/// <summary>How fast files are imported, from their bytes to contacts on a list, beside the least that it could be.</summary>
internal static class ImportLoad
{
    private const int Runs = 3;

    /// <summary>Medians of interleaved runs: what else the machine does falls on all.</summary>
    public static async Task<ImportFigures> MeasureAsync(IServiceProvider services, string connectionString, int rows)
    {
        await using var bare = await BareImport.CreateAsync(connectionString);
        var (ours, copies, upserts, most) = (new List<double>(), new List<double>(), new List<double>(), 0L);
        for (var run = 0; run < Runs; run++)
        {
            using var csv = ContactCsv.Make(rows);
            var before = Settled();
            var importing = ImportAsync(services, run, csv, rows);
            while (!importing.IsCompleted)
            {
                await Task.WhenAny(importing, Task.Delay(50));
                most = Math.Max(most, Process.GetCurrentProcess().WorkingSet64 - before);
            }

            ours.Add(await importing);
            copies.Add(await bare.CopyAsync(rows));
            upserts.Add(await bare.StageAndUpsertAsync(rows));
        }

        return new(
            Median(ours), Median(copies), Median(upserts), Median([.. ours.Zip(upserts, (mine, least) => mine / least)]), most);
    }

    private static async Task<double> ImportAsync(IServiceProvider services, int run, Stream csv, int rows)
    {
        var admin = (await services.GetRequiredService<CampaignService>().CreateAsync(
            new Campaign { Id = CampaignId.New(), Name = "Import", JoinCode = $"IMPORT{run}" },
            new User { Id = UserId.New(), FirstName = "Ana" })).Value!;
        var watch = Stopwatch.StartNew();
        var import = await services.GetRequiredService<ContactImporter>().ImportAsync(admin, "All", csv);
        return import is { IsRefused: false, Value.Created: var created } && created == rows
            ? rows / watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException("The import did not take every row.");
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Process.GetCurrentProcess().WorkingSet64;
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}

/// <param name="Imported">Rows a second, whole: read, checked, staged, merged, put on a list.</param>
/// <param name="Copied">Rows a second by bare COPY.</param>
/// <param name="Upserted">Rows a second by COPY to a stage and one upsert.</param>
/// <param name="Ratio">Of <paramref name="Imported"/> to <paramref name="Upserted"/>, as the runs came in pairs.</param>
/// <param name="MemoryAboveIdle">Bytes of the process, at most.</param>
internal sealed record ImportFigures(double Imported, double Copied, double Upserted, double Ratio, long MemoryAboveIdle);
