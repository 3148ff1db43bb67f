using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results.Tallies;

/// <summary>What of an action is counted apart: one of its users, scripts, tags, values, errors or minutes.</summary>
/// <param name="Id">With action and kind it says which: the subject's own id, or one that follows from its word.</param>
/// <param name="Owner">The user of a bucket, the custom field of a value; else the subject's own id, or the empty one.</param>
/// <param name="Word">A tag's key, a value or an error code; empty for what has an id.</param>
public readonly record struct TallyKey(ActionId Action, TallyKind Kind, Guid Id, Guid Owner, string Word)
{
    /// <summary>Longer values are counted by their first characters.</summary>
    public const int LongestWord = 200;

    public static TallyKey Of(ActionId action, UserId user) => new(action, TallyKind.User, user.Value, user.Value, "");

    /// <param name="bucket"><see langword="null"/>: all that an admin or kept assignments gave to the user.</param>
    public static TallyKey Of(ActionId action, UserId user, BucketId? bucket) =>
        new(action, TallyKind.Bucket, bucket?.Value ?? user.Value, user.Value, "");

    public static TallyKey Of(ActionId action, ScriptId script) => new(action, TallyKind.Script, script.Value, script.Value, "");

    /// <param name="tag">In any spelling.</param>
    public static TallyKey OfTag(ActionId action, string tag) => Worded(action, TallyKind.Tag, Guid.Empty, Tag.Key(tag));

    public static TallyKey Of(ActionId action, CustomFieldId field, string value) =>
        Worded(action, TallyKind.FieldValue, field.Value, value);

    /// <param name="code">Empty where the carrier gave none.</param>
    public static TallyKey OfError(ActionId action, string? code) => Worded(action, TallyKind.Error, Guid.Empty, code ?? "");

    /// <summary>The minute that an instant lies in. Ids of minutes are in the order of time.</summary>
    public static TallyKey OfMinute(ActionId action, Instant at) => new(action, TallyKind.Minute, MinuteId(at), Guid.Empty, "");

    /// <summary>The id of the minute that an instant lies in.</summary>
    public static Guid MinuteId(Instant at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeSeconds() / NodaConstants.SecondsPerMinute);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When the minute of an id of <see cref="OfMinute"/> begins.</summary>
    public static Instant MinuteOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Instant.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes) * NodaConstants.SecondsPerMinute);
    }

    /// <summary>Without its word: whoever logs it logs no value of a contact.</summary>
    public override string ToString() => $"{Kind} {Id} of {Action}";

    private static TallyKey Worded(ActionId action, TallyKind kind, Guid owner, string word)
    {
        word = Cut(word);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{word}"));
        return new(action, kind, new Guid(hash.AsSpan(0, 16), bigEndian: true), owner, word);
    }

    private static string Cut(string word) => word.Length <= LongestWord ? word
        : word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
}
