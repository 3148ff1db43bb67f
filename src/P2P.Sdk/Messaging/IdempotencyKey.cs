using System.Diagnostics.CodeAnalysis;

namespace P2P.Sdk.Messaging;

/// <summary>What a client chooses so that a repeated request does its work once.</summary>
/// <remarks>8 to 64 characters of <c>A-Z a-z 0-9 _ -</c>. The default value is none.</remarks>
public readonly record struct IdempotencyKey : IParsable<IdempotencyKey>
{
    private readonly string? _text;

    private IdempotencyKey(string text) => _text = text;

    /// <exception cref="FormatException"><paramref name="s"/> is not of that form.</exception>
    public static IdempotencyKey Parse(string s) =>
        TryParse(s, out var key) ? key : throw new FormatException("An idempotency key is 8 to 64 of A-Z a-z 0-9 _ -.");

    public static bool TryParse([NotNullWhen(true)] string? s, out IdempotencyKey key)
    {
        var valid = s is { Length: >= 8 and <= 64 } && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        key = valid ? new(s!) : default;
        return valid;
    }

    public static IdempotencyKey New() => new(Guid.CreateVersion7().ToString("N"));

    public override string ToString() => _text ?? "";

    static IdempotencyKey IParsable<IdempotencyKey>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<IdempotencyKey>.TryParse(string? s, IFormatProvider? provider, out IdempotencyKey result) =>
        TryParse(s, out result);
}

/// <summary>That a user's request was done: unique by user, operation and key.</summary>
/// <param name="Operation">Such as <c>sendReply</c>.</param>
/// <param name="InputHash">Of the whole input but the key: the same key with other input is refused.</param>
/// <param name="Message">What came of it.</param>
public sealed record KeyUse(Users.UserId User, string Operation, IdempotencyKey Key, string InputHash, MessageId Message);
