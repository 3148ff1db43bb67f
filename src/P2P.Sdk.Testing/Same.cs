using System.Collections;
using System.Globalization;
using NodaTime;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>Compares records by all that they hold, lists included, which records themselves compare by reference.</summary>
public static class Same
{
    public static void As(object? expected, object? actual) => Assert.Equal(Show(expected), Show(actual));

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Instant instant => instant.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture),
        IDictionary pairs => Join(pairs.Keys.Cast<object>().Select(k => $"{Show(k)}={Show(pairs[k])}").Order()),
        IEnumerable items => Join(items.Cast<object?>().Select(Show)),
        _ when IsRecord(value.GetType()) => Join(value.GetType().GetProperties()
            .Where(p => p.GetIndexParameters().Length == 0 && p.GetMethod is { IsStatic: false })
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}: {Show(p.GetValue(value))}")),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool IsRecord(Type type) => type.IsClass && type.Assembly == typeof(Actor).Assembly;

    private static string Join(IEnumerable<string> parts) => $"[{string.Join(", ", parts)}]";
}
