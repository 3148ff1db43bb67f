using System.Text.Encodings.Web;
using System.Text.Json;

namespace P2P.Benchmarks.Load.Reporting;

/// <summary>The figures and ratios of one run of the command, as a table and as JSON.</summary>
internal sealed class LoadReport
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Line> _lines = [];
    private readonly List<Section> _sections = [];

    /// <param name="Aim">In words, such as "at least 0.7"; empty without one.</param>
    /// <param name="Met">Whether the median meets the aim; null without one.</param>
    private sealed record Line(string Name, string Unit, double Median, double Least, double Most, string Aim, bool? Met);

    private sealed record Section(string Name, int First);

    /// <summary>What follows belongs together.</summary>
    public void Begin(string section)
    {
        _sections.Add(new(section, _lines.Count));
        Progress(section);
    }

    public static void Progress(string what) => Console.Error.WriteLine(what);

    public void Add(string name, string unit, IEnumerable<double> runs, Aim? aim = null)
    {
        var spread = Spread.Of(runs);
        _lines.Add(new(name, unit, spread.Median, spread.Least, spread.Most, aim?.ToString() ?? "", aim?.IsMetBy(spread.Median)));
        Progress($"  {name}: {spread.Median:G4} {unit} ({spread.Least:G4} to {spread.Most:G4})");
    }

    /// <summary>The runs were interleaved: each is divided by the other's of the same turn.</summary>
    public void AddRatio(string name, IEnumerable<double> ours, IEnumerable<double> reference, Aim? aim = null) =>
        Add(name, "ratio", ours.Zip(reference, (a, b) => a / b), aim);

    public void WriteTable(TextWriter to)
    {
        to.WriteLine($"{"",-64} {"unit",-14} {"median",12} {"least",12} {"most",12}  aim");
        foreach (var (section, place) in _sections.Select((s, i) => (s, i)))
        {
            to.WriteLine(section.Name);
            var end = place + 1 < _sections.Count ? _sections[place + 1].First : _lines.Count;
            foreach (var line in _lines[section.First..end])
            {
                var verdict = line.Met is { } met ? $"{line.Aim}: {(met ? "met" : "MISSED")}" : "";
                to.WriteLine(
                    $"  {line.Name,-62} {line.Unit,-14} {Show(line.Median),12} {Show(line.Least),12} {Show(line.Most),12}  {verdict}");
            }
        }
    }

    /// <param name="conditions">Under what the figures came about.</param>
    public string ToJson(object conditions) => JsonSerializer.Serialize(
        new
        {
            conditions,
            sections = _sections.Select((s, i) => new
            {
                s.Name,
                figures = _lines[s.First..(i + 1 < _sections.Count ? _sections[i + 1].First : _lines.Count)],
            }),
        },
        Readable);

    private static string Show(double figure) => Math.Abs(figure) switch
    {
        >= 100 => figure.ToString("N0"),
        >= 10 => figure.ToString("N1"),
        _ => figure.ToString("0.00"),
    };
}
