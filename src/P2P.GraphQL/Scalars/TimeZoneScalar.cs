using System.Diagnostics.CodeAnalysis;

namespace P2P.GraphQL.Scalars;

/// <remarks>Takes any text: that a zone does not exist is for the rule to say, in the payload, with its place in the input.</remarks>
internal sealed class TimeZoneScalar : TextScalar<string>
{
    public TimeZoneScalar() => (Name, Description) = ("TimeZone", "An IANA time zone id, e.g. America/Chicago.");

    protected override bool TryRead(string text, [NotNullWhen(true)] out string? value)
    {
        value = text;
        return true;
    }

    protected override string Write(string value) => value;
}
