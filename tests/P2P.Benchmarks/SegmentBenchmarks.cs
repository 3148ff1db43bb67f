using BenchmarkDotNet.Attributes;
using P2P.Sdk.Segments;

namespace P2P.Benchmarks;

/// <summary>Counting, as a whole-list estimate does for every contact and script, and what an author sees.</summary>
[MemoryDiagnoser]
public class SegmentBenchmarks
{
    private const string Sentence = "Hi Lisa, this is Jose with Riverside Tenants. Can you join us on Sunday? ";
    private readonly string _plain = (Sentence + Sentence + Sentence)[..160];
    private readonly string _spanish = ("¿Señora Muñoz, puede venir mañana? " + Sentence + Sentence)[..160];
    private readonly string _long = string.Concat(Enumerable.Repeat(Sentence, 10));
    private readonly string _withEmojis = string.Concat(Enumerable.Repeat("Vote tomorrow 😎 ", 10));
    private readonly string _curly = "“Hi” – it’s Jose… are you ready? " + Sentence;

    [Benchmark(Baseline = true)]
    public SegmentCount Count_160_plain_characters() => SegmentCounter.Count(_plain);

    [Benchmark]
    public SegmentCount Count_160_characters_of_Spanish() => SegmentCounter.Count(_spanish);

    [Benchmark]
    public SegmentCount Count_five_plain_segments() => SegmentCounter.Count(_long);

    [Benchmark]
    public SegmentCount Count_three_segments_with_emojis() => SegmentCounter.Count(_withEmojis);

    [Benchmark]
    public IReadOnlyList<string> Split_three_segments_with_emojis() => MessageSplitter.Split(_withEmojis);

    [Benchmark]
    public IReadOnlyList<string> Find_costly_characters() => CostlyCharacters.Find(_withEmojis);

    [Benchmark]
    public string Apply_smart_encoding() => SmartEncoding.Apply(_curly);

    [Benchmark]
    public string Apply_smart_encoding_to_plain_text() => SmartEncoding.Apply(_plain);
}
