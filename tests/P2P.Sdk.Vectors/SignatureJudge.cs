using System.Text;
using System.Text.Json;
using P2P.Sdk.Twilio.Webhooks;

namespace P2P.Sdk.Vectors;

/// <summary>Judges whether a webhook is taken for Twilio's.</summary>
internal static class SignatureJudge
{
    public static string? Judge(JsonElement vector)
    {
        if (vector.GetProperty("valid") is not { ValueKind: not JsonValueKind.Null } valid)
        {
            return null;
        }

        var actual = TwilioSignature.IsValid(
            vector.GetProperty("token").GetString()!,
            vector.GetProperty("url").GetString()!,
            vector.GetProperty("contentType").GetString(),
            Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!),
            vector.GetProperty("expected").GetString());
        return actual == valid.GetBoolean() ? null : $"expected {Word(valid.GetBoolean())}, is {Word(actual)}";
    }

    private static string Word(bool isValid) => isValid ? "taken" : "refused";
}
