using Bogus;

namespace SampleContacts;

/// <summary>The cells of one row after the other, each column with its own share of trouble.</summary>
internal sealed class SamplePeople(Randomizer random)
{
    private static readonly string[] RareFirstNames =
        ["Zoë", "José María", "Nguyễn Thị", "Łukasz", "François", "Jose\u0301", "Søren", "D'Andre", "Mary  Ann", "Anne-Marie", "Ἀθηνᾶ"];

    private static readonly string[] RareLastNames =
        ["O'Neil", "O’Brien", "D'Angelo", "de la Cruz", "Muñoz", "Smith, Jr.", "King, III", "St. John", "Nuñez-Ortiz", "van der Berg", "Björk"];

    private static readonly string[] Tags =
        ["Will Vote", "Yard Sign", "Volunteer", "will vote;Volunteer", "Donor; Yard Sign ;", "Wrong Number", "Union;union", "Do Not Text"];

    private static readonly string[] OptOuts = ["Opt Out", "opt out", "OPTOUT", "Donor;Opt  Out"];

    private static readonly string[] Issues =
        ["Climate", "Health care", "Schools, libraries", "Jobs", " Housing ", "The \"big\" bridge", "Vivienda", "Reproductive rights"];

    private static readonly string[] PollingPlaces =
        ["Lincoln School, gym", "St. Mary's", "Fire House\r\n12 Main St", "Public Library", "Centro Comunal", "City Hall, 2nd floor"];

    private static readonly string[] Notes = ["called 3x", "moved?", "see \"old\" sheet", "prefers evenings, not Sundays", "👍"];

    private readonly Faker _english = new("en") { Random = random };
    private readonly Faker _spanish = new("es_MX") { Random = random };
    private readonly SampleNumbers _numbers = new(random);
    private int _made;

    public IEnumerable<string> Next()
    {
        var (home, number) = _numbers.New();
        var phone = _made++ == 0 ? number : Mostly(number,
            (0.030, _numbers.Again), (0.022, _numbers.NotOne), (0.002, _numbers.TollFree));
        var place = Chance(0.08) ? random.ArrayElement(Place.All) : home; // People move and keep their numbers.
        var speaker = Chance(0.15) ? _spanish : _english;
        var (first, last) = (speaker.Name.FirstName(), speaker.Name.LastName());
        return
        [
            phone,
            Name(first, RareFirstNames, missing: 0.05),
            Name(last, RareLastNames, missing: 0.03),
            Email(first, last),
            Mostly(place.State, (0.10, () => ""), (0.08, place.State.ToLowerInvariant), (0.06, () => place.StateName),
                (0.03, () => place.State + " "), (0.02, () => random.ArrayElement(["XX", "N/A", "Unknown"]))),
            Zip(place.Zip),
            Mostly("", (0.60, () => $"{random.Int(100_000, 99_999_999)}")),
            Mostly("", (0.40, () => "en"), (0.12, () => "es"), (0.04, () => "EN"), (0.03, () => "Spanish"), (0.02, () => "fr")),
            Mostly("", (0.05, () => place.Zone), (0.01, () => random.ArrayElement(["EST", "Mars/Olympus"]))),
            Mostly("", (0.30, () => random.ArrayElement(Tags)), (0.006, () => random.ArrayElement(OptOuts))),
            Mostly("", (0.70, () => random.ArrayElement(Issues))),
            Mostly("", (0.30, () => random.ArrayElement(["10", "25", "50", "$1,000.00", "$27", "0"]))),
            Mostly("", (0.50, () => random.ArrayElement(PollingPlaces))),
            Mostly("", (0.10, () => random.ArrayElement(Notes))),
        ];
    }

    private string Name(string name, string[] rare, double missing) => Mostly(name,
        (missing, () => ""), (0.06, () => random.ArrayElement(rare)), (0.06, name.ToUpperInvariant), (0.03, name.ToLowerInvariant),
        (0.04, () => $" {name} "), (0.02, () => name + random.ArrayElement([" 🎉", " 🇺🇸", " 👩🏽‍🚀"])),
        (0.01, () => "\u200B" + name), (0.005, () => name + "\n" + random.ArrayElement(rare)));

    /// <summary>At domains that are set aside for examples (RFC 2606).</summary>
    private string Email(string first, string last)
    {
        var domain = "example." + random.ArrayElement(["com", "org", "net"]);
        var address = $"{first}.{last}@{domain}".ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        return Mostly(address, (0.35, () => ""), (0.04, address.ToUpperInvariant), (0.02, () => address + " "),
            (0.03, () => random.ArrayElement([$"{first} at example.org", "none", $"{first}@", "@example.com"])));
    }

    private string Zip(string zip) => Mostly(zip.StartsWith('0') && Chance(0.5) ? zip.TrimStart('0') : zip,
        (0.12, () => $"{zip}-{random.Int(1, 9999):0000}"), (0.15, () => ""),
        (0.03, () => random.ArrayElement(["ABCDE", "1234567", "??", "60614-12"])));

    /// <param name="others">How often, from 0 to 1, and what then.</param>
    private string Mostly(string usual, params ReadOnlySpan<(double Share, Func<string> Make)> others)
    {
        var at = random.Double();
        foreach (var (share, make) in others)
        {
            if (at < share)
            {
                return make();
            }

            at -= share;
        }

        return usual;
    }

    private bool Chance(double share) => random.Double() < share;
}
