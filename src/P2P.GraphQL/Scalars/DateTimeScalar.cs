using NodaTime;
using NodaTime.Text;

namespace P2P.GraphQL.Scalars;

internal sealed class DateTimeScalar : TextScalar<Instant>
{
    public DateTimeScalar() =>
        (Name, Description) = ("DateTime", "An instant in UTC, ISO 8601, e.g. 2026-11-03T14:00:00Z.");

    protected override bool TryRead(string text, out Instant value) =>
        InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out value);

    protected override string Write(Instant value) => InstantPattern.ExtendedIso.Format(value);
}
