namespace P2P.GraphQL.Tests.Transport;

/// <summary>Waits for what must happen, and fails instead of hanging where it does not.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>A token that ends a wait that should have been over long ago.</summary>
    public static CancellationToken Token() => new CancellationTokenSource(Patience).Token;
}
