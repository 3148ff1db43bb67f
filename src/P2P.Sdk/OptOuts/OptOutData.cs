using System.Text.Json;

namespace P2P.Sdk.OptOuts;

/// <summary>The word lists of this feature, embedded.</summary>
internal static class OptOutData
{
    public static JsonDocument Read(string name)
    {
        using var stream = typeof(OptOutData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        return JsonDocument.Parse(stream);
    }
}
