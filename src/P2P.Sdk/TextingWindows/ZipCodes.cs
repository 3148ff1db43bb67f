using System.Text.Json;
using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>What a US ZIP code says of where somebody lives.</summary>
internal static class ZipCodes
{
    private static readonly Run<DateTimeZone>[] ZoneRuns = ReadZones();
    private static readonly Run<string>[] StateRuns = ReadStates();

    /// <summary>The zones that a ZIP may be in; none if it is no ZIP, or one of military post.</summary>
    /// <param name="zip">As lists have it: <c>60601</c>, <c>60601-1234</c>, or <c>2134</c> where a spreadsheet ate the zero.</param>
    public static IReadOnlyList<DateTimeZone> ZonesOf(string? zip) => Find(ZoneRuns, zip);

    /// <inheritdoc cref="ZonesOf"/>
    public static IReadOnlyList<string> StatesOf(string? zip) => Find(StateRuns, zip);

    private static T[] Find<T>(Run<T>[] runs, string? text)
    {
        if (Number(text) is not { } zip || IsMilitary(zip / 100))
        {
            return [];
        }

        var (low, high) = (0, runs.Length); // The first run that starts after the ZIP.
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = runs[middle].First <= zip ? (middle + 1, high) : (low, middle);
        }

        if (low > 0 && zip <= runs[low - 1].Last)
        {
            return runs[low - 1].Values;
        }

        // A code between two runs is newer than the data, or a P.O. box: it may belong to either neighbour.
        return low > 0 && low < runs.Length ? [.. runs[low - 1].Values.Union(runs[low].Values)] : [];
    }

    private static int? Number(string? text)
    {
        var zip = text.AsSpan().Trim();
        var digits = zip.Length switch
        {
            10 when zip[5] is '-' or ' ' && IsNumber(zip[6..]) => zip[..5],
            9 when IsNumber(zip[5..]) => zip[..5],
            4 or 5 => zip,
            _ => [],
        };
        return digits.Length > 0 && IsNumber(digits) ? int.Parse(digits) : null;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <param name="prefix">The first three digits.</param>
    private static bool IsMilitary(int prefix) => prefix is (>= 90 and <= 98) or 340 or (>= 962 and <= 966);

    private static Run<DateTimeZone>[] ReadZones()
    {
        using var json = RuleData.Read("zip-zones.json");
        DateTimeZone[] zones =
            [.. json.RootElement.GetProperty("zones").EnumerateArray().Select(id => TimeZones.Find(id.GetString())!)];
        return Read<DateTimeZone>(
            json.RootElement.GetProperty("runs"),
            indexes => [.. indexes.EnumerateArray().Select(index => zones[index.GetInt32()])]);
    }

    private static Run<string>[] ReadStates()
    {
        using var json = RuleData.Read("zip-states.json");
        return Read<string>(json.RootElement, state => [state.GetString()!]);
    }

    private static Run<T>[] Read<T>(JsonElement runs, Func<JsonElement, T[]> values) =>
        [.. runs.EnumerateArray().Select(run =>
            new Run<T>(int.Parse(run[0].GetString()!), int.Parse(run[1].GetString()!), values(run[2])))];

    /// <summary>ZIP codes from <paramref name="First"/> to <paramref name="Last"/>, both included. Runs are in order.</summary>
    private readonly record struct Run<T>(int First, int Last, T[] Values);
}
