using System.Collections.Frozen;
using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>The US states, the federal district, the territories and the freely associated states.</summary>
public static class States
{
    private static readonly FrozenDictionary<string, DateTimeZone[]> ZonesByCode = ReadZones();

    private static readonly FrozenDictionary<string, string> CodesByName = new Dictionary<string, string>
    {
        ["Alabama"] = "AL", ["Alaska"] = "AK", ["American Samoa"] = "AS", ["Arizona"] = "AZ", ["Arkansas"] = "AR",
        ["California"] = "CA", ["Colorado"] = "CO", ["Connecticut"] = "CT", ["Delaware"] = "DE",
        ["District of Columbia"] = "DC", ["Federated States of Micronesia"] = "FM", ["Florida"] = "FL",
        ["Georgia"] = "GA", ["Guam"] = "GU", ["Hawaii"] = "HI", ["Idaho"] = "ID", ["Illinois"] = "IL",
        ["Indiana"] = "IN", ["Iowa"] = "IA", ["Kansas"] = "KS", ["Kentucky"] = "KY", ["Louisiana"] = "LA",
        ["Maine"] = "ME", ["Marshall Islands"] = "MH", ["Maryland"] = "MD", ["Massachusetts"] = "MA",
        ["Michigan"] = "MI", ["Minnesota"] = "MN", ["Mississippi"] = "MS", ["Missouri"] = "MO", ["Montana"] = "MT",
        ["Nebraska"] = "NE", ["Nevada"] = "NV", ["New Hampshire"] = "NH", ["New Jersey"] = "NJ",
        ["New Mexico"] = "NM", ["New York"] = "NY", ["North Carolina"] = "NC", ["North Dakota"] = "ND",
        ["Northern Mariana Islands"] = "MP", ["Ohio"] = "OH", ["Oklahoma"] = "OK", ["Oregon"] = "OR",
        ["Palau"] = "PW", ["Pennsylvania"] = "PA", ["Puerto Rico"] = "PR", ["Rhode Island"] = "RI",
        ["South Carolina"] = "SC", ["South Dakota"] = "SD", ["Tennessee"] = "TN", ["Texas"] = "TX", ["Utah"] = "UT",
        ["Vermont"] = "VT", ["Virgin Islands"] = "VI", ["Virginia"] = "VA", ["Washington"] = "WA",
        ["West Virginia"] = "WV", ["Wisconsin"] = "WI", ["Wyoming"] = "WY",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Their codes, two capital letters each, in order.</summary>
    public static IReadOnlyList<string> All { get; } = ZonesByCode.Keys.Order(StringComparer.Ordinal).ToList().AsReadOnly();

    /// <summary>The code of what a list says, such as <c>FL</c> of <c>fl</c> and of <c>Florida</c>.</summary>
    /// <returns><see langword="null"/> if it is no state's code or English name.</returns>
    public static string? Find(string? text)
    {
        var state = text?.Trim() ?? "";
        if (CodesByName.TryGetValue(state, out var code))
        {
            return code;
        }

        var upper = state.ToUpperInvariant();
        return IsKnown(upper) ? upper : null;
    }

    /// <param name="code">Two capital letters.</param>
    public static bool IsKnown(string code) => ZonesByCode.ContainsKey(code);

    /// <summary>Every zone that is in use in a state; none for what is no state.</summary>
    internal static IReadOnlyList<DateTimeZone> ZonesOf(string code) => ZonesByCode.GetValueOrDefault(code, []);

    private static FrozenDictionary<string, DateTimeZone[]> ReadZones()
    {
        using var json = RuleData.Read("state-zones.json");
        return json.RootElement.EnumerateObject().ToFrozenDictionary(
            state => state.Name,
            state => state.Value.EnumerateArray().Select(id => TimeZones.Find(id.GetString())!).ToArray());
    }
}
