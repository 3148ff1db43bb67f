using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>
/// What is known of where a contact is, as far as texting hours depend on it: candidate zones and states.
/// Such as <c>1:America/Chicago,America/New_York|FL</c>.
/// </summary>
/// <remarks>
/// The text is the version of the data that it was made of, the ids of the zones and the codes of the states, each sorted
/// and without repetition; at most 400 characters. It says nothing of settings or time, so it changes with the
/// contact only. Only states with a rule of their own are in it. The default value is a contact of whom nothing is
/// known, who is judged in the campaign's zone; its text is <c>1:|</c>.
/// </remarks>
public readonly record struct WindowKey : IParsable<WindowKey>
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 400;

    private readonly Facts? _facts;

    private WindowKey(Facts facts) => _facts = facts;

    /// <summary>Empty: the campaign's zone.</summary>
    public IReadOnlyList<DateTimeZone> Zones => ZoneArray.AsReadOnly();

    /// <summary>Two capital letters each. All of their rules hold, in every one of the zones.</summary>
    public IReadOnlyList<string> States => (_facts?.States ?? []).AsReadOnly();

    /// <summary>Whether it was made of the data that this library has now; if not, ask <see cref="RecipientPlace"/> again.</summary>
    public bool IsCurrent => _facts is null || _facts.Version == RuleData.Version;

    internal DateTimeZone[] ZoneArray => _facts?.Zones ?? [];

    internal StateRule[] Rules => _facts?.Rules ?? [];

    /// <exception cref="FormatException"><paramref name="s"/> is no key in its one form.</exception>
    public static WindowKey Parse(string s) =>
        TryParse(s, out var key) ? key : throw new FormatException("Not a window key.");

    public static bool TryParse([NotNullWhen(true)] string? s, out WindowKey key)
    {
        key = default;
        if (s is null or { Length: > MaxLength } || s == Facts.NothingKnown)
        {
            return s == Facts.NothingKnown;
        }

        if (Facts.Find(s) is not { } facts)
        {
            return false;
        }

        key = new WindowKey(facts);
        return true;
    }

    public override string ToString() => _facts?.Text ?? Facts.NothingKnown;

    static WindowKey IParsable<WindowKey>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<WindowKey>.TryParse(string? s, IFormatProvider? provider, out WindowKey result) =>
        TryParse(s, out result);

    /// <summary>The key of these zones and states by the present data.</summary>
    internal static WindowKey Of(IEnumerable<DateTimeZone> zones, IEnumerable<string> states) =>
        Parse(Facts.Write(RuleData.Version, zones.Select(zone => zone.Id), states));

    /// <summary>What the text of a key says, looked up once for all keys of that text.</summary>
    private sealed class Facts : IEquatable<Facts>
    {
        /// <summary>Lists have some hundreds of keys; beyond this bound new ones are read each time, not kept.</summary>
        private const int MaxKept = 20_000;

        private static readonly ConcurrentDictionary<string, Facts> Kept = new();

        private Facts(string text, int version, DateTimeZone[] zones, string[] states)
        {
            (Text, Version, Zones, States) = (text, version, zones, states);
            Rules = [.. states.Select(StateRules.Find).OfType<StateRule>()];
        }

        public static string NothingKnown { get; } = Write(RuleData.Version, [], []);

        public string Text { get; }

        public int Version { get; }

        public DateTimeZone[] Zones { get; }

        public string[] States { get; }

        public StateRule[] Rules { get; }

        public static string Write(int version, IEnumerable<string> zones, IEnumerable<string> states) =>
            $"{version}:{Sorted(zones)}|{Sorted(states)}";

        public static Facts? Find(string text)
        {
            if (Kept.TryGetValue(text, out var kept))
            {
                return kept;
            }

            var facts = Read(text);
            return facts is null || Kept.Count >= MaxKept ? facts : Kept.GetOrAdd(text, facts);
        }

        public bool Equals(Facts? other) => ReferenceEquals(this, other) || Text == other?.Text;

        public override bool Equals(object? obj) => Equals(obj as Facts);

        public override int GetHashCode() => Text.GetHashCode();

        private static Facts? Read(string text)
        {
            if (text.Split(':', '|') is not [var number, var zoneList, var stateList]
                || !int.TryParse(number, out var version))
            {
                return null;
            }

            var ids = zoneList.Split(',', StringSplitOptions.RemoveEmptyEntries);
            var states = stateList.Split(',', StringSplitOptions.RemoveEmptyEntries);
            DateTimeZone[] zones = [.. ids.Select(TimeZones.FindExact).OfType<DateTimeZone>()];
            return zones.Length == ids.Length
                && states.All(TextingWindows.States.IsKnown)
                && Write(version, ids, states) == text // One form only: stored texts are compared as they are.
                ? new Facts(text, version, zones, states)
                : null;
        }

        private static string Sorted(IEnumerable<string> names) =>
            string.Join(',', names.Distinct().Order(StringComparer.Ordinal));
    }
}
