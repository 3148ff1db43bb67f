using BenchmarkDotNet.Attributes;
using P2P.Sdk;
using P2P.Sdk.Scripts;

namespace P2P.Benchmarks;

/// <summary>Filling a script in, as every claim and every send does. The aim is 250 ns for five variables.</summary>
[MemoryDiagnoser]
public class ScriptBenchmarks
{
    private readonly ScriptTemplate _template = ScriptTemplate.Parse(BenchmarkScripts.FiveVariables, BenchmarkScripts.Variables).Value!;
    private readonly ScriptValues _plain = new(BenchmarkScripts.Contact("Maria"), BenchmarkScripts.Sender, BenchmarkScripts.Campaign);
    private readonly ScriptValues _accented = new(BenchmarkScripts.Contact("Zoe\u0308"), BenchmarkScripts.Sender, BenchmarkScripts.Campaign);

    [Benchmark(Baseline = true)]
    public RenderedScript Five_variables() => _template.Render(_plain);

    [Benchmark]
    public RenderedScript Five_variables_with_an_accent_to_compose() => _template.Render(_accented);

    [Benchmark]
    public Outcome<ScriptTemplate> Parse() => ScriptTemplate.Parse(BenchmarkScripts.FiveVariables, BenchmarkScripts.Variables);

    [Benchmark]
    public ScriptPreview Preview() =>
        ScriptPreview.Of(BenchmarkScripts.FiveVariables, BenchmarkScripts.Variables, _plain, smartEncoding: true);
}
