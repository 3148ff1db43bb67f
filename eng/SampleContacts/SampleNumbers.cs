using System.Globalization;
using Bogus;

namespace SampleContacts;

/// <summary>Numbers that are set aside for fiction, no two alike, and the eight ways in which people write them.</summary>
/// <remarks>The North American Numbering Plan keeps 555-0100 to 555-0199 of each area code, and 800-555-0199, for that.</remarks>
internal sealed class SampleNumbers(Randomizer random)
{
    private static readonly string[] Formats =
    [
        "({0}) {1}-{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0}{1}{2}", "1{0}{1}{2}", "+1 {0} {1} {2}", "+1{0}{1}{2}", "1-{0}-{1}-{2}",
    ];

    private static readonly string[] Bad =
    [
        "", "n/a", "call the office", "555-0142", "312555014", "31255501", "312555014200", "(000) 555-0142", "3.12555E+09", "123-456-7890",
    ];

    private readonly HashSet<string> _taken = [];
    private readonly List<string> _given = [];

    public (Place Place, string Number) New()
    {
        while (true)
        {
            var place = random.ArrayElement(Place.All);
            var number = $"{place.AreaCode}555{random.Int(100, 199):0000}";
            if (_taken.Add(number))
            {
                _given.Add(number);
                return (place, Write(number));
            }
        }
    }

    public string TollFree()
    {
        _given.Add("8005550199");
        return Write("8005550199");
    }

    /// <summary>A number that came before, in whichever form.</summary>
    public string Again() => Write(random.ListItem(_given));

    public string NotOne() => random.ArrayElement(Bad);

    private string Write(string number) =>
        string.Format(CultureInfo.InvariantCulture, random.ArrayElement(Formats), number[..3], number[3..6], number[6..]);
}
