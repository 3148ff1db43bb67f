using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.TextingWindows;

public class WindowVectorTests
{
    [Fact]
    public void All_cases_of_the_sample_vectors_are_judged_as_they_say()
    {
        if (SampleFile() is not { } path)
        {
            return; // The samples lie beside the repository, not in it.
        }

        var failures = File.ReadLines(path).Where(line => line.Length > 0 && !Passes(line)).ToList();
        Assert.Empty(failures);
    }

    private static bool Passes(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var policy = new TextingPolicy(
            new TextingHours(Time(root.GetProperty("window"), "start"), Time(root.GetProperty("window"), "end")),
            TimeZones.Find(root.GetProperty("campaign_zone").GetString())!) { HoursAlone = true };
        var key = WindowKey.Of(
            root.GetProperty("contact_zones").EnumerateArray().Select(id => TimeZones.Find(id.GetString())!), []);
        var now = InstantPattern.ExtendedIso.Parse(root.GetProperty("instant").GetString()!).Value;
        Instant? next = root.GetProperty("next_allowed").GetString() is { } text
            ? InstantPattern.ExtendedIso.Parse(text).Value
            : null;
        return TextingWindow.IsOpen(key, policy, now) == root.GetProperty("allowed").GetBoolean()
            && TextingWindow.NextOpening(key, policy, now, Duration.Epsilon) == next;
    }

    private static LocalTime Time(JsonElement window, string name) =>
        LocalTimePattern.ExtendedIso.Parse($"{window.GetProperty(name).GetString()}:00").Value;

    private static string? SampleFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "vectors", "windows.jsonl");
            if (File.Exists(path))
            {
                return path;
            }
        }

        var named = Environment.GetEnvironmentVariable("P2P_VECTORS");
        return named is not null && File.Exists(Path.Combine(named, "windows.jsonl"))
            ? Path.Combine(named, "windows.jsonl")
            : null;
    }
}
