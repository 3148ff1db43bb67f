using System.Collections.Concurrent;
using NodaTime;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.TextingWindows;

/// <summary>Where a contact may be (WIN-1).</summary>
public static class RecipientPlace
{
    private static readonly ConcurrentDictionary<(string AreaCode, string State), DateTimeZone[]> Narrowed = new();

    /// <summary>The zones and states in which a contact may be, by all that the campaign knows.</summary>
    /// <param name="timeZone">The contact's own zone; one that does not exist counts as not known.</param>
    /// <param name="zip">US ZIP code, with or without the last four digits.</param>
    /// <param name="state">Code or English name of a US state.</param>
    /// <remarks>
    /// Zones: the contact's own; else the ZIP's; else the area code's, those of them that the state has, or both where
    /// the state has none of them. States: the contact's, the ZIP's and the area code's, all of them.
    /// </remarks>
    public static WindowKey KeyFor(string? timeZone, string? zip, string? state, PhoneNumber phone)
    {
        var ownState = States.Find(state);
        var areaCode = phone.AreaCode;
        IReadOnlyList<DateTimeZone> zones =
            TimeZones.Find(timeZone) is { } own ? [own]
            : ZipCodes.ZonesOf(zip) is { Count: > 0 } ofZip ? ofZip
            : ZonesByPhone(areaCode, ownState);
        var states = new List<string>(ZipCodes.StatesOf(zip));
        AddKnown(states, ownState);
        AddKnown(states, AreaCodes.Find(areaCode)?.State);
        return WindowKey.Of(zones, states.Where(known => StateRules.Find(known) is not null));
    }

    private static void AddKnown(List<string> states, string? state)
    {
        if (state is not null)
        {
            states.Add(state);
        }
    }

    private static IReadOnlyList<DateTimeZone> ZonesByPhone(string areaCode, string? state) =>
        (AreaCodes.Find(areaCode), state) switch
        {
            (null, null) => [],
            ({ } code, null) => code.Zones,
            (null, { } known) => States.ZonesOf(known),
            _ => Narrowed.GetOrAdd((areaCode, state), static pair => Narrow(pair.AreaCode, pair.State)),
        };

    private static DateTimeZone[] Narrow(string areaCode, string state)
    {
        var (ofCode, ofState) = (AreaCodes.Find(areaCode)!.Zones, States.ZonesOf(state));

        // By their clocks, not by their names: eastern Oregon is America/Denver to its area code, America/Boise to its ZIPs.
        DateTimeZone[] both = [.. ofCode.Where(zone => ofState.Any(other => TimeZones.KeepSameTime(zone, other)))];
        return both.Length > 0 ? both : [.. ofCode.Union(ofState)];
    }
}
