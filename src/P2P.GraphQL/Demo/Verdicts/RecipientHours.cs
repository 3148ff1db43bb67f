using System.Text.Json;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.TextingWindows;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>The rules of texting hours once more, by brute force: every zone, every state, one wall clock at a time.</summary>
/// <remarks>
/// The SDK's own code for windows and places is not called, so that it cannot vouch for itself: only its data files are read, and
/// its list of holidays.
/// </remarks>
internal sealed class RecipientHours(TextingSettings settings)
{
    private static readonly IDateTimeZoneProvider Tzdb = DateTimeZoneProviders.Tzdb;

    private readonly JsonElement _areaCodes = Read("area-codes.json");
    private readonly JsonElement _stateZones = Read("state-zones.json");
    private readonly JsonElement _zipZones = Read("zip-zones.json");
    private readonly JsonElement _zipStates = Read("zip-states.json");
    private readonly JsonElement _laws = Read("quiet-hours-us.json");

    public PossiblePlaces PlaceOf(Contact contact)
    {
        var code = _areaCodes.TryGetProperty(contact.Phone.ToString()[2..5], out var known) ? known : default;
        var zipZones = Runs(_zipZones.GetProperty("runs"), contact.Zip)
            .SelectMany(run => run.EnumerateArray())
            .Select(index => _zipZones.GetProperty("zones")[index.GetInt32()].GetString()!);
        var states = Runs(_zipStates, contact.Zip).Select(state => state.GetString()!).Append(contact.State);
        if (code.ValueKind != JsonValueKind.Undefined && code.TryGetProperty("state", out var ofCode))
        {
            states = states.Append(ofCode.GetString()!);
        }

        string[] zones = contact.TimeZone.Length > 0 && Tzdb.GetZoneOrNull(contact.TimeZone) is not null
            ? [contact.TimeZone]
            : [.. zipZones];
        if (zones.Length == 0)
        {
            zones = ByPhone(code, contact.State);
        }

        return new(
            [.. (zones.Length > 0 ? zones : [settings.TimeZone]).Distinct().Select(id => Tzdb[id])],
            [.. states.Where(state => state.Length > 0).Distinct()]);
    }

    public bool Allow(PossiblePlaces places, Instant at) =>
        places.Zones.All(zone => Allow(at.InZone(zone).LocalDateTime, places.States));

    private bool Allow(LocalDateTime wall, IReadOnlyList<string> states)
    {
        var own = settings.OpensAt < settings.ClosesAt
            ? wall.TimeOfDay >= settings.OpensAt && wall.TimeOfDay < settings.ClosesAt
            : wall.TimeOfDay >= settings.OpensAt || wall.TimeOfDay < settings.ClosesAt;
        return own && Allows(_laws.GetProperty("federal"), wall) && states.All(state => Allows(state, wall));
    }

    private bool Allows(string state, LocalDateTime wall) =>
        !_laws.GetProperty("states").TryGetProperty(state, out var law)
        || !IsOn(state, law)
        || (Allows(law, wall) && !(law.GetProperty("holidays").GetString() == "closed" && StateRules.Find(state)!.IsClosedOn(wall.Date)));

    private bool IsOn(string state, JsonElement law) =>
        settings.StateRuleSwitches.LastOrDefault(s => s.State == state) is { } switched
            ? switched.IsOn
            : law.GetProperty("confidence").GetString() is "high" or "medium";

    private static bool Allows(JsonElement law, LocalDateTime wall)
    {
        var day = wall.DayOfWeek switch
        {
            IsoDayOfWeek.Saturday => "sat",
            IsoDayOfWeek.Sunday => "sun",
            _ => "mon_fri",
        };
        var hours = law.GetProperty(day);
        var now = $"{wall.Hour:00}:{wall.Minute:00}";
        return hours.ValueKind == JsonValueKind.Array
            && string.CompareOrdinal(now, hours[0].GetString()) >= 0
            && string.CompareOrdinal(now, hours[1].GetString()) < 0;
    }

    private string[] ByPhone(JsonElement code, string state)
    {
        string[] ofCode = code.ValueKind == JsonValueKind.Undefined ? [] : Names(code.GetProperty("zones"));
        string[] ofState = _stateZones.TryGetProperty(state, out var known) ? Names(known) : [];
        if (ofCode.Length == 0 || ofState.Length == 0)
        {
            return ofCode.Length == 0 ? ofState : ofCode;
        }

        string[] both = [.. ofCode.Where(one => ofState.Any(other => ShowSameTime(Tzdb[one], Tzdb[other])))];
        return both.Length > 0 ? both : [.. ofCode, .. ofState];
    }

    /// <summary>Asked every hour for four years, which shows every yearly rule.</summary>
    private static bool ShowSameTime(DateTimeZone one, DateTimeZone other) =>
        one.Id == other.Id || Enumerable.Range(0, 4 * 366 * 24)
            .Select(hour => Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromHours(hour))
            .All(at => one.GetUtcOffset(at) == other.GetUtcOffset(at));

    /// <summary>What the runs say of a ZIP; between two runs, what both neighbours say.</summary>
    private static IReadOnlyList<JsonElement> Runs(JsonElement runs, string zip)
    {
        if (zip.Length != 5 || IsMilitary(int.Parse(zip[..3])))
        {
            return [];
        }

        JsonElement? before = null;
        foreach (var run in runs.EnumerateArray())
        {
            if (string.CompareOrdinal(zip, run[0].GetString()) < 0)
            {
                return before is { } last ? [last[2], run[2]] : [];
            }

            if (string.CompareOrdinal(zip, run[1].GetString()) <= 0)
            {
                return [run[2]];
            }

            before = run;
        }

        return [];
    }

    private static bool IsMilitary(int prefix) => prefix is (>= 90 and <= 98) or 340 or (>= 962 and <= 966);

    private static string[] Names(JsonElement array) => [.. array.EnumerateArray().Select(name => name.GetString()!)];

    private static JsonElement Read(string name)
    {
        using var stream = typeof(TextingWindow).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The SDK has no resource {name}.");
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.Clone();
    }
}
