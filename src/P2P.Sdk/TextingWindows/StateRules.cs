using System.Collections.Frozen;
using System.Text.Json;
using NodaTime.Text;

namespace P2P.Sdk.TextingWindows;

/// <summary>The rules of all US states that have one.</summary>
public static class StateRules
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly StateRule[] Rules = Read();
    private static readonly FrozenDictionary<string, StateRule> ByState = Rules.ToFrozenDictionary(rule => rule.State);

    /// <summary>In the order of their states' codes.</summary>
    public static IReadOnlyList<StateRule> All { get; } = Rules.AsReadOnly();

    /// <param name="state">Two capital letters.</param>
    /// <returns><see langword="null"/> if the state has no rule of its own: the federal hours hold there.</returns>
    public static StateRule? Find(string state) => ByState.GetValueOrDefault(state);

    private static StateRule[] Read()
    {
        using var hours = RuleData.Read("quiet-hours-us.json");
        using var holidays = RuleData.Read("holidays-us.json");
        return [.. hours.RootElement.GetProperty("states").EnumerateObject()
            .OrderBy(state => state.Name, StringComparer.Ordinal)
            .Select((state, index) => new StateRule(
                index,
                state.Name,
                Hours(state.Value.GetProperty("mon_fri")),
                Hours(state.Value.GetProperty("sat")),
                Hours(state.Value.GetProperty("sun")),
                state.Value.GetProperty("holidays").GetString() == "closed"
                    ? HolidayCalendar.Read(holidays.RootElement, state.Name)
                    : null,
                state.Value.TryGetProperty("max_per_24h", out var most) ? most.GetInt32() : null,
                state.Value.GetProperty("law").GetString()!,
                Enum.Parse<RuleConfidence>(state.Value.GetProperty("confidence").GetString()!, ignoreCase: true)))];
    }

    private static TextingHours? Hours(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null
            ? null
            : new TextingHours(Time.Parse(json[0].GetString()!).Value, Time.Parse(json[1].GetString()!).Value);
}
