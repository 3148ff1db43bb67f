using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>How long the server takes from nothing to its first answer from the database, and what memory it then has.</summary>
internal static class Start
{
    public static async Task MeasureAsync(LoadSystem system, LoadOptions options, LoadReport report)
    {
        report.Begin("Start of another node on the same database");
        var (seconds, processor, memory) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < options.Turns; turn++)
        {
            await using var node = await system.StartServerAsync();
            seconds.Add(node.Started.TotalSeconds);
            processor.Add(node.CpuTime.TotalSeconds);
            memory.Add(node.Memory);
        }

        report.Add("start to first answer", "s", seconds, Aim.AtMost(1.5));
        report.Add("processor time until then", "s", processor);
        report.Add("resident memory then", "MB", memory);
    }
}
