using BenchmarkDotNet.Attributes;
using P2P.Sdk.Contacts;

namespace P2P.Benchmarks;

/// <summary>Reading a number, as an import does for every row.</summary>
[MemoryDiagnoser]
public class PhoneNumberBenchmarks
{
    private readonly string _hostile = new('(', 240);

    [Benchmark(Baseline = true)]
    public PhoneNumberReading Formatted() => PhoneNumberParser.Read("(617) 253-6000");

    [Benchmark]
    public PhoneNumberReading Digits() => PhoneNumberParser.Read("6172536000");

    [Benchmark]
    public PhoneNumberReading Followed_by_a_word() => PhoneNumberParser.Read("617-253-6000 cell");

    [Benchmark]
    public PhoneNumberReading Words() => PhoneNumberParser.Read("not a phone");

    [Benchmark]
    public PhoneNumberReading Signs_up_to_the_limit() => PhoneNumberParser.Read(_hostile + "12");
}
