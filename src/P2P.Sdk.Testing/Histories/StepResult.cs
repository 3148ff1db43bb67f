namespace P2P.Sdk.Testing.Histories;

/// <summary>What came of a step, in words that are the same for equal worlds.</summary>
/// <param name="Words">Who does what.</param>
/// <param name="Answer">What they get.</param>
/// <param name="Refusals">Empty where it was done.</param>
/// <param name="IsIdle">Whether there was nothing to do it with.</param>
internal sealed record StepResult(string Words, string Answer, IReadOnlyList<RefusalCode> Refusals, bool IsIdle = false)
{
    public bool IsDone => Refusals.Count == 0 && !IsIdle;

    public static StepResult Done(string words, string answer = "done") => new(words, answer, []);

    public static StepResult Idle(string words) => new(words, "there is nothing for it", [], IsIdle: true);

    public static StepResult Of<T>(string words, Outcome<T> outcome, Func<T, string> show)
        where T : class => outcome.IsRefused
        ? new(words, $"refused: {string.Join(", ", outcome.Refusals.Select(Show))}", [.. outcome.Refusals.Select(r => r.Code)])
        : Done(words, show(outcome.Value));

    private static string Show(Refusal refusal) =>
        refusal.RetryAt is { } at ? $"{refusal.Code} until {at}" : $"{refusal.Code}";
}
