using System.Text.Json;

namespace P2P.Sdk.Vectors;

/// <summary>A JSON-lines file of cases with known answers.</summary>
public static class VectorFile
{
    /// <summary>For each kind of file, what is wrong with our answer to a case; <see langword="null"/> if nothing is.</summary>
    private static readonly Dictionary<string, Func<JsonElement, string?>> Judges = new()
    {
        ["segments"] = SegmentJudge.Judge,
        ["optout"] = OptOutJudge.Judge,
        ["phones"] = PhoneJudge.Judge,
        ["windows"] = WindowJudge.Judge,
        ["scripts"] = ScriptJudge.Judge,
        ["signatures"] = SignatureJudge.Judge,
    };

    public static IReadOnlyCollection<string> Kinds => Judges.Keys;

    /// <summary>Prints each case that differs, then <c>N passed, M failed</c>.</summary>
    /// <returns>How many failed.</returns>
    public static int Run(string kind, string file, TextWriter output)
    {
        var (passed, failed) = (0, 0);
        foreach (var line in File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            if (Difference(Judges[kind], line) is { } difference)
            {
                failed++;
                output.WriteLine(difference);
            }
            else
            {
                passed++;
            }
        }

        output.WriteLine($"{passed} passed, {failed} failed");
        return failed;
    }

    private static string? Difference(Func<JsonElement, string?> judge, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var difference = judge(json.RootElement);
            return difference is null ? null : $"{Name(json.RootElement)}: {difference}\n    {line}";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"not a case of this kind ({exception.Message})\n    {line}";
        }
    }

    private static string? Name(JsonElement vector) =>
        (vector.TryGetProperty("id", out var id) ? id : vector.GetProperty("name")).GetString();
}
