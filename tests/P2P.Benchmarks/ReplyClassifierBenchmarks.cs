using BenchmarkDotNet.Attributes;
using P2P.Sdk.OptOuts;

namespace P2P.Benchmarks;

/// <summary>Classing an inbound text, as every webhook does.</summary>
[MemoryDiagnoser]
public class ReplyClassifierBenchmarks
{
    private readonly string _long = string.Concat(Enumerable.Repeat("I can't stop by the office, sorry. ", 300))[..10_000];
    private readonly string _longWithEmojis = string.Concat(Enumerable.Repeat("No puedo votar el sábado 😎 ", 400))[..10_000];

    [Benchmark]
    public ReplyClass Keyword() => ReplyClassifier.Classify("STOP!");

    [Benchmark(Baseline = true)]
    public ReplyClass Ordinary_reply() => ReplyClassifier.Classify("Yes, I can come on Saturday. Where do we meet?");

    [Benchmark]
    public ReplyClass Request() => ReplyClassifier.Classify("Please take me off your list");

    [Benchmark]
    public ReplyClass Request_in_Spanish() => ReplyClassifier.Classify("Por favor quítenme de su lista");

    [Benchmark]
    public ReplyClass Long_text() => ReplyClassifier.Classify(_long);

    [Benchmark]
    public ReplyClass Long_text_with_emojis() => ReplyClassifier.Classify(_longWithEmojis);
}
