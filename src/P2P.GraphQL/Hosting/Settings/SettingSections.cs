using System.Collections;
using System.Globalization;
using System.Reflection;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Hosting.Shutdown;
using P2P.GraphQL.Telemetry;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Http;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk.Mail;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio;
using P2P.Sdk.Van;
using P2P.Sdk.Webhooks;
using P2P.Sdk.WebPush;

namespace P2P.GraphQL.Hosting.Settings;

/// <summary>The configuration's sections that are this server's own, and what each can hold.</summary>
internal static class SettingSections
{
    public static IReadOnlyList<(string Section, Type Options)> All { get; } =
    [
        (P2PAuthenticationOptions.Section, typeof(P2PAuthenticationOptions)),
        ("GraphQL", typeof(GraphQLLimits)),
        (RateLimitOptions.Section, typeof(RateLimitOptions)),
        (ShutdownOptions.Section, typeof(ShutdownOptions)),
        (TelemetryOptions.Section, typeof(TelemetryOptions)),
        ("Dispatch", typeof(DispatchOptions)),
        ("Links", typeof(Sdk.Links.LinkOptions)),
        ("Smtp", typeof(SmtpOptions)),
        ("Twilio", typeof(TwilioOptions)),
        ("Van", typeof(VanOptions)),
        ("Webhooks", typeof(WebhookOptions)),
        (CrossOriginOptions.Section, typeof(CrossOriginOptions)),
        ("WebPush", typeof(WebPushOptions)),
    ];

    /// <summary>Settings outside of these sections.</summary>
    public static IReadOnlyList<string> Others { get; } =
    [
        "ConnectionStrings:Postgres", "ConnectionStrings:Redis", "Blobs", "Urls", ProductionFaults.CarrierKey, "Clock:Offset", "Clock:Error",
    ];

    /// <summary>Every setting with its default, as configuration writes it; empty: none.</summary>
    public static IEnumerable<(string Key, string Default)> Defaults =>
        from section in All
        let usual = Activator.CreateInstance(section.Options)
        from property in PropertiesOf(section.Options)
        select ($"{section.Section}:{property.Name}", Write(property.GetValue(usual)));

    /// <summary>A key that means nothing is a slip, and what it was meant to say would not hold.</summary>
    public static IEnumerable<string> Unknown(IConfiguration configuration) =>
        from section in All
        let known = PropertiesOf(section.Options).Select(property => property.Name).ToList()
        from key in configuration.GetSection(section.Section).GetChildren().Select(child => child.Key)
        where !known.Contains(key, StringComparer.OrdinalIgnoreCase)
        select $"{section.Section}:{key} is no setting. {section.Section} has: {string.Join(", ", known)}.";

    private static string Write(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        string text => text,
        IEnumerable => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static IEnumerable<PropertyInfo> PropertiesOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal);
}
