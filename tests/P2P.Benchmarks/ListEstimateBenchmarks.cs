using BenchmarkDotNet.Attributes;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.Benchmarks;

/// <summary>A whole list before publishing: 100,000 contacts by three scripts, in under 2 s.</summary>
[MemoryDiagnoser]
public class ListEstimateBenchmarks
{
    private readonly Contact[] _contacts =
        [.. Enumerable.Range(0, 100_000).Select(i => BenchmarkScripts.Contact(i % 10 == 0 ? "" : i % 7 == 0 ? "Zoë 🎉" : "Maria"))];

    private readonly TextingAction _action = new()
    {
        Id = ActionId.New(),
        CreatedAt = Instant.FromUtc(2026, 1, 1, 0, 0),
        Title = "Vote",
        Scripts =
        [
            Initial(BenchmarkScripts.FiveVariables),
            Initial("{{first_name}}, it’s {{user.first_name}}! Will you vote on Tuesday? Reply STOP to opt out"),
            Initial("Hola {{first_name}}, ¿vas a votar por {{issue}}? Responda ALTO para salir"),
        ],
    };

    [Benchmark]
    public ListEstimate Hundred_thousand_contacts_by_three_scripts()
    {
        var estimator = ListEstimator.For(
            _action, BenchmarkScripts.Variables, BenchmarkScripts.Campaign, BenchmarkScripts.Sender).Value!;
        foreach (var contact in _contacts)
        {
            estimator.Add(contact);
        }

        return estimator.Estimate();
    }

    private static Script Initial(string text) => new() { Id = ScriptId.New(), Kind = ScriptKind.Initial, Name = "A", Text = text };
}
