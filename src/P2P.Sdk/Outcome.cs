using System.Diagnostics.CodeAnalysis;

namespace P2P.Sdk;

/// <summary>What was made, or every reason why not.</summary>
/// <remarks>
/// A refusal may come with a value where the user should see what is there instead, such as the message that
/// <see cref="RefusalCode.AlreadySent"/> speaks of. So <see cref="IsRefused"/> decides, not the value.
/// </remarks>
public sealed class Outcome<T>
    where T : class
{
    internal Outcome(T? value, IReadOnlyList<Refusal> refusals) => (Value, Refusals) = (value, refusals);

    public T? Value { get; }

    /// <summary>Empty on success.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsRefused => Refusals.Count > 0;

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, [refusal]);
}

public static class Outcome
{
    /// <summary>What was made; for interface types, which do not convert by themselves.</summary>
    public static Outcome<T> Of<T>(T value)
        where T : class => new(value, []);

    /// <param name="refusals">At least one.</param>
    public static Outcome<T> Refused<T>(IReadOnlyList<Refusal> refusals, T? instead = null)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfZero(refusals.Count);
        return new(instead, refusals);
    }

    public static Outcome<T> Refused<T>(Refusal refusal, T? instead = null)
        where T : class => new(instead, [refusal]);
}
