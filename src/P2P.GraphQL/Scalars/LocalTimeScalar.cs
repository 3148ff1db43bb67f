using NodaTime;
using NodaTime.Text;

namespace P2P.GraphQL.Scalars;

internal sealed class LocalTimeScalar : TextScalar<LocalTime>
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public LocalTimeScalar() => (Name, Description) = ("LocalTime", "A time of day without a zone, e.g. 09:00.");

    protected override bool TryRead(string text, out LocalTime value) => Pattern.Parse(text).TryGetValue(default, out value);

    protected override string Write(LocalTime value) => Pattern.Format(value);
}
