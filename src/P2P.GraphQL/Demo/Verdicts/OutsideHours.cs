using NodaTime;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>Whether a text was handed over outside the hours of any place where its recipient may be.</summary>
/// <remarks>
/// The rule looks at the clock, the decision is committed, then the carrier is called: milliseconds, of which a fast day makes
/// seconds or minutes. So the ledger's instant is taken back by what passed on the machines' clock since the commit was asked
/// for, as often as the simulated day is faster. The business's own clock has no say in it.
/// </remarks>
internal static class OutsideHours
{
    public static Finding Check(Books books)
    {
        var hours = new RecipientHours(books.Campaign.Settings);
        var places = books.Contacts.ToDictionary(contact => contact.Key, contact => hours.PlaceOf(contact.Value));
        var decided = books.Sendings.ToLookup(sending => sending.Message);
        var wrong = books.Texts.Count(text =>
            !places.TryGetValue(text.To, out var place) || !hours.Allow(place, DecidedAt(text, decided[text.Message])));
        var zones = books.Texts.SelectMany(text => places.TryGetValue(text.To, out var place) ? place.Zones : [])
            .Distinct().Count();
        return new(
            "outside hours",
            wrong,
            wrong == 0
                ? $"0 of {books.Texts.Count:N0} hand-overs, reckoned anew in {zones:N0} time zones and by the states' rules"
                : $"{wrong:N0} of {books.Texts.Count:N0} hand-overs");
    }

    private static Instant DecidedAt(HandedOverText text, IEnumerable<SendingCommit> sendings) =>
        sendings.LastOrDefault(sending => sending.Asked <= text.MachineAt) is { } sending
            ? text.At - ((text.MachineAt - sending.Asked) * sending.Scale)
            : text.At;
}

/// <param name="Zones">Every zone in which somebody may be; at least one.</param>
/// <param name="States">Every state in which they may be.</param>
internal sealed record PossiblePlaces(IReadOnlyList<DateTimeZone> Zones, IReadOnlyList<string> States);
