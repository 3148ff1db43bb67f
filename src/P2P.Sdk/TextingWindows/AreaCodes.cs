using System.Text.Json;
using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>Where an area code of country code 1 is used.</summary>
/// <param name="Zones">Every time zone in which it is used; at least one.</param>
/// <param name="State">The US state or territory; <see langword="null"/> outside the United States.</param>
/// <param name="Region">ISO 3166 code of the country or territory; <see langword="null"/> where none is known.</param>
public sealed record AreaCode(IReadOnlyList<DateTimeZone> Zones, string? State, string? Region);

/// <summary>The area codes of country code 1 that belong to a place.</summary>
/// <remarks>
/// The code alone counts, never the exchange after it: numbers are ported, and keep the exchange of where they were.
/// </remarks>
public static class AreaCodes
{
    private static readonly AreaCode?[] ByNumber = Read();

    /// <param name="areaCode">Three digits, such as <c>312</c>.</param>
    /// <returns><see langword="null"/> for toll-free codes, others without a place, and what is no area code.</returns>
    public static AreaCode? Find(string? areaCode) =>
        areaCode is { Length: 3 } && areaCode.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
            ? ByNumber[int.Parse(areaCode)]
            : null;

    private static AreaCode?[] Read()
    {
        using var json = RuleData.Read("area-codes.json");
        var codes = new AreaCode?[1000];
        foreach (var code in json.RootElement.EnumerateObject())
        {
            codes[int.Parse(code.Name)] = new(
                [.. code.Value.GetProperty("zones").EnumerateArray().Select(id => TimeZones.Find(id.GetString())!)],
                Text(code.Value, "state"),
                Text(code.Value, "region"));
        }

        return codes;
    }

    private static string? Text(JsonElement code, string name) =>
        code.TryGetProperty(name, out var value) ? value.GetString() : null;
}
