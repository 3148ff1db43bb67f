using System.Text;

namespace P2P.GraphQL.Tests.Transport;

/// <summary>Small requests that cost a GraphQL server without limits seconds, or its life.</summary>
public static class HostileDocuments
{
    private const int Length = 131_072;

    public static IReadOnlyDictionary<string, (string Document, string Code)> All { get; } =
        new Dictionary<string, (string, string)>
        {
            ["5 MB"] = ($"{{ hello(name: \"{new string('x', 5_000_000)}\") }}", "DOCUMENT_TOO_LARGE"),
            ["1 MB"] = ($"{{ hello(name: \"{new string('x', 1_000_000)}\") }}", "DOCUMENT_TOO_LARGE"),
            ["500 levels"] = (Nested(500), "DOCUMENT_TOO_DEEP"),
            ["30,000 levels without an end"] = (Repeat(30_000, _ => "{a"), "DOCUMENT_TOO_DEEP"),
            ["500 levels of a value"] = ($"{{ hello(name: {new string('[', 500)}{new string(']', 500)}) }}", "DOCUMENT_TOO_DEEP"),
            ["60,000 open lists"] = ($"{{ hello(name: {new string('[', 60_000)}", "DOCUMENT_TOO_DEEP"),
            ["500 levels of a type"] = ($"query($a: {new string('[', 500)}Int{new string(']', 500)}) {{ hello }}", "DOCUMENT_TOO_DEEP"),
            ["30 levels five times by fragments"] = (Layered(5, 30), "DOCUMENT_TOO_DEEP"),
            ["10,000 aliases"] = ($"{{ {Repeat(10_000, i => $"a{i}:hello ")}}}", "TOO_MANY_ALIASES"),
            ["a chain of 10,000 fragments"] = (Chain(10_000, closed: false), "DOCUMENT_TOO_LARGE"),
            ["a chain of 2,000 fragments"] = (Chain(2_000, closed: false), "TOO_MANY_FRAGMENTS"),
            ["a chain of 50 fragments"] = (Chain(50, closed: false), "FRAGMENT_CHAIN_TOO_LONG"),
            ["a cycle of 5,000"] = (Chain(5_000, closed: true), "DOCUMENT_TOO_LARGE"),
            ["a cycle of 2,000"] = (Chain(2_000, closed: true), "TOO_MANY_FRAGMENTS"),
            ["a cycle of 3"] = (Chain(3, closed: true), "FRAGMENT_CYCLE"),
            ["20,000 repeats of one field"] = ($"{{ {Repeat(20_000, _ => "hello ")}}}", "TOO_MANY_FIELDS"),
            ["200 fragments that spread all others"] = (AllSpreadAll(200), "DOCUMENT_TOO_LARGE"),
            ["100 fragments that spread all others"] = (AllSpreadAll(100), "TOO_MANY_SPREADS"),
            ["2 to the power of 18 fields"] = (Doubling(18), "TOO_MANY_FIELDS"),
            ["2 to the power of 18 fields that no operation uses"] = (Doubling(18).Replace("{ ...f0 }", "{ hello }"), "TOO_MANY_FIELDS"),
            ["a 500 KB string without an end"] = ($"{{ hello(name: \"{new string('x', 500_000)}", "DOCUMENT_TOO_LARGE"),
            ["a 100 KB string without an end"] = ($"{{ hello(name: \"{new string('x', 100_000)}", "SYNTAX_ERROR"),
            ["a 100 KB block string without an end"] = ($"{{ hello(name: \"\"\"{new string('x', 100_000)}", "SYNTAX_ERROR"),
            ["5,000 directives"] = ($"{{ hello {Repeat(5_000, _ => "@include(if:true)")} }}", "TOO_MANY_DIRECTIVES"),
            ["5,000 operations"] = (Repeat(5_000, i => $"query q{i}{{hello}}"), "TOO_MANY_OPERATIONS"),
            ["40,000 values"] = ($"{{ hello(name: [{Repeat(40_000, _ => "1 ")}]) }}", "TOO_MANY_TOKENS"),
            ["40,000 marks"] = (new string('!', 40_000), "TOO_MANY_TOKENS"),
            ["nothing but blanks"] = (new string(' ', Length + 1), "DOCUMENT_TOO_LARGE"),
        };

    public static TheoryData<string> Names => new(All.Keys);

    private static string Nested(int levels) =>
        Repeat(levels, i => i == 0 ? "{nested" : "{deeper") + "{name}" + new string('}', levels);

    private static string Layered(int layers, int levels) =>
        $"{{ nested {{ ...f0 }} }} {Repeat(layers, i =>
            $"fragment f{i} on Nested {Repeat(levels, _ => "{deeper")}{{{(i + 1 < layers ? $"...f{i + 1}" : "name")}}}{new string('}', levels)}")}";

    private static string Chain(int length, bool closed) =>
        $"{{ ...f0 }} {Repeat(length, i =>
            $"fragment f{i} on Query {{ {(i + 1 < length ? $"...f{i + 1}" : closed ? "...f0" : "hello")} }}")}";

    private static string AllSpreadAll(int count) =>
        $"{{ ...f0 }} {Repeat(count, i => $"fragment f{i} on Query {{{Repeat(count, j => i == j ? "" : $"...f{j} ")}}}")}";

    private static string Doubling(int power) =>
        $"{{ ...f0 }} {Repeat(power, i => $"fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}")} fragment f{power} on Query {{ hello }}";

    private static string Repeat(int count, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(part(i));
        }

        return text.ToString();
    }
}
