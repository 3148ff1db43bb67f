using System.Text.Json;
using P2P.Sdk.Contacts;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Vectors;

/// <summary>Judges which number is read, its extension, the zones of its area code, and why one is not kept.</summary>
internal static class PhoneJudge
{
    public static string? Judge(JsonElement vector)
    {
        var reading = PhoneNumberParser.Read(
            vector.GetProperty("raw").GetString(), vector.GetProperty("default_region").GetString()!);
        var actual = reading.IsValid ? reading.Number.ToString() : null;
        var expected = vector.GetProperty("e164").GetString();
        var isCleaned = vector.TryGetProperty("accept_e164", out var accept);
        var accepted = isCleaned ? [.. accept.EnumerateArray().Select(item => item.GetString())] : new[] { expected };
        if (!accepted.Contains(actual))
        {
            return $"expected {string.Join(" or ", accepted.Select(number => number ?? "none"))}, is {actual ?? reading.Problem.ToString()}";
        }

        return isCleaned ? null : Reason(vector, reading) ?? Extension(vector, reading) ?? Zones(vector, reading);
    }

    private static string? Zones(JsonElement vector, PhoneNumberReading reading)
    {
        if (!vector.TryGetProperty("area_code_zones", out var zones))
        {
            return null;
        }

        // Ids may differ by alias, so both sides go through the same look-up.
        var expected = zones.EnumerateArray().Select(id => TimeZones.Find(id.GetString())?.Id ?? id.GetString()!).Order();
        var actual = (AreaCodes.Find(reading.Number.AreaCode)?.Zones ?? []).Select(zone => zone.Id).Order();
        return expected.SequenceEqual(actual)
            ? null
            : $"expected the zones {string.Join(", ", expected)}, is {string.Join(", ", actual)}";
    }

    private static string? Extension(JsonElement vector, PhoneNumberReading reading)
    {
        var expected = vector.TryGetProperty("extension", out var extension) ? extension.GetString() ?? "" : "";
        return reading.Extension == expected ? null : $"expected extension \"{expected}\", is \"{reading.Extension}\"";
    }

    private static string? Reason(JsonElement vector, PhoneNumberReading reading)
    {
        var reason = vector.TryGetProperty("reason", out var value) ? value.GetString() : null;
        var isRight = reason switch
        {
            null => true,
            "TOO_SHORT" => reading.Problem == PhoneNumberProblem.TooShort,
            "TOO_LONG" => reading.Problem == PhoneNumberProblem.TooLong,
            "INVALID_PATTERN" => reading.Problem == PhoneNumberProblem.Invalid,
            _ => !reading.IsValid,
        };
        return isRight ? null : $"expected {reason}, is {reading.Problem}";
    }
}
