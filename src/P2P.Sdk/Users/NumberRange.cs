namespace P2P.Sdk.Users;

/// <summary>Numbers from a lower to an upper bound, both included.</summary>
/// <param name="AtLeast"><see langword="null"/>: no lower bound.</param>
/// <param name="AtMost"><see langword="null"/>: no upper bound.</param>
public readonly record struct NumberRange(int? AtLeast, int? AtMost = null)
{
    public bool Holds(int number) => (AtLeast ?? int.MinValue) <= number && number <= (AtMost ?? int.MaxValue);
}
