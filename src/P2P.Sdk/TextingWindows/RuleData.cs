using System.Text.Json;

namespace P2P.Sdk.TextingWindows;

/// <summary>The data files of this feature, embedded; <c>Data/SOURCES.md</c> names where each comes from.</summary>
internal static class RuleData
{
    /// <summary>Which data window keys are made of. Raised with each change that may give a contact another key.</summary>
    public const int Version = 1;

    /// <param name="name">The file's name, such as <c>area-codes.json</c>.</param>
    public static JsonDocument Read(string name)
    {
        using var stream = typeof(RuleData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        return JsonDocument.Parse(stream);
    }
}
