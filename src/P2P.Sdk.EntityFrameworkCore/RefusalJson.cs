using System.Text.Json;
using NodaTime;

namespace P2P.Sdk.EntityFrameworkCore;

/// <summary>Why long work failed, as it is kept with it.</summary>
internal static class RefusalJson
{
    public static string? Write(Refusal? refusal) => refusal is null
        ? null
        : JsonSerializer.Serialize(new Kept(
            refusal.Code, refusal.Message, [.. refusal.Path], refusal.RetryAt?.ToUnixTimeTicks()));

    public static Refusal? Read(string? json) => json is null || JsonSerializer.Deserialize<Kept>(json) is not { } kept
        ? null
        : new(kept.Code, kept.Message)
        {
            Path = kept.Path,
            RetryAt = kept.RetryAt is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null,
        };

    private sealed record Kept(RefusalCode Code, string Message, string[] Path, long? RetryAt);
}
