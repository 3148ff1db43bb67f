using System.Net;
using System.Text.Json;
using NodaTime;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Van.Rest;

/// <summary>What VAN answered; without a status, that it did not.</summary>
/// <param name="Body">Undefined if it was no JSON.</param>
internal sealed record VanReply(HttpStatusCode? Status, JsonElement Body, Uri? Location, Duration? RetryAfter)
{
    private const int LongestText = 300;

    /// <summary>How long to leave VAN alone that says 429 and not for how long.</summary>
    private static readonly Duration Rest = Duration.FromSeconds(30);

    public static VanReply None { get; } = new(null, default, null, null);

    public bool IsGood => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    /// <summary>Of an answer that is not good: 429, 5xx and none are tried again, all else is final.</summary>
    public CrmAnswer ToFailure() => Status switch
    {
        null => new CrmAnswer.Later("VAN did not answer."),
        HttpStatusCode.TooManyRequests => new CrmAnswer.Later("VAN asks for fewer requests.", RetryAfter ?? Rest),
        >= HttpStatusCode.InternalServerError => new CrmAnswer.Later($"VAN answered {(int)Status}.", RetryAfter),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new CrmAnswer.Refused(
            $"VAN refuses the API key, or the key may not do this ({(int)Status}). Check it, then send again."),
        _ => new CrmAnswer.Refused($"VAN answered {(int)Status}{Errors()}"),
    };

    /// <summary>What VAN says was wrong: codes, sentences and members' names.</summary>
    private string Errors()
    {
        var errors = Body.Find("errors") is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Select(error => $"{error.Text("code")} {error.Text("text")}".Trim()).Where(text => text.Length > 0).ToList()
            : [];
        var all = errors.Count == 0 ? "." : $": {string.Join("; ", errors)}";
        return all.Length > LongestText ? all[..LongestText] : all;
    }
}

internal static class VanJson
{
    /// <returns>Undefined if there is none.</returns>
    public static JsonElement Find(this JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) ? value : default;

    /// <returns>A string or number as text; empty if there is none.</returns>
    public static string Text(this JsonElement element, string member) =>
        element.Find(member) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : "";
}
