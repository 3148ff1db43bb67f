using System.Diagnostics.CodeAnalysis;

namespace P2P.Sdk.TextingWindows;

/// <summary>Which states' rules a campaign has switched by itself, such as <c>CA=on,WA=off</c>.</summary>
/// <remarks>The default value switches nothing: rules of high and medium confidence are on, of low confidence off.</remarks>
public readonly record struct StateRuleSwitches : IParsable<StateRuleSwitches>
{
    // A bit per rule, by its index; at most one of the two is set.
    private readonly ulong _on;
    private readonly ulong _off;

    private StateRuleSwitches(ulong on, ulong off) => (_on, _off) = (on, off);

    /// <summary>What was switched, by state, in the order of the states' codes.</summary>
    public IReadOnlyList<KeyValuePair<string, bool>> Overrides
    {
        get
        {
            var (on, off) = (_on, _off);
            return [.. StateRules.All.Where(rule => ((on | off) & Bit(rule)) != 0)
                .Select(rule => KeyValuePair.Create(rule.State, (on & Bit(rule)) != 0))];
        }
    }

    /// <summary>The same switches, with the rule of one more state on or off.</summary>
    /// <exception cref="ArgumentException">The state has no rule: see <see cref="StateRules.Find"/>.</exception>
    public StateRuleSwitches With(string state, bool on)
    {
        var bit = Bit(StateRules.Find(state) ?? throw new ArgumentException($"{state} has no rule.", nameof(state)));
        return on ? new(_on | bit, _off & ~bit) : new(_on & ~bit, _off | bit);
    }

    /// <summary>The same switches, with the rule of a state as confidence in it says.</summary>
    public StateRuleSwitches Without(string state) =>
        StateRules.Find(state) is { } rule ? new(_on & ~Bit(rule), _off & ~Bit(rule)) : this;

    public bool IsOn(StateRule rule) => ((rule.OnByDefault ? ~_off : _on) & Bit(rule)) != 0;

    /// <exception cref="FormatException"><paramref name="s"/> is no list of states that are on or off.</exception>
    public static StateRuleSwitches Parse(string s) =>
        TryParse(s, out var switches) ? switches : throw new FormatException("Not of the form CA=on,WA=off.");

    /// <remarks>A state whose rule has gone since the text was written is left out.</remarks>
    public static bool TryParse([NotNullWhen(true)] string? s, out StateRuleSwitches switches)
    {
        switches = default;
        if (s is null)
        {
            return false;
        }

        var read = default(StateRuleSwitches);
        foreach (var part in s.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var state, "on" or "off"] || !States.IsKnown(state))
            {
                return false;
            }

            read = StateRules.Find(state) is null ? read : read.With(state, part.EndsWith("=on", StringComparison.Ordinal));
        }

        switches = read;
        return true;
    }

    public override string ToString() =>
        string.Join(',', Overrides.Select(entry => $"{entry.Key}={(entry.Value ? "on" : "off")}"));

    static StateRuleSwitches IParsable<StateRuleSwitches>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<StateRuleSwitches>.TryParse(string? s, IFormatProvider? provider, out StateRuleSwitches result) =>
        TryParse(s, out result);

    private static ulong Bit(StateRule rule) => 1UL << rule.Index;
}
