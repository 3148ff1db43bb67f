using NodaTime;

namespace P2P.Sdk.Crm;

/// <summary>How long to wait after a failure that time may heal: 30 s, doubled each time, an hour at the most.</summary>
internal static class CrmBackOff
{
    /// <summary>Some three days of hours: then an admin is to look.</summary>
    public const int MostAttempts = 78;

    private static readonly Duration First = Duration.FromSeconds(30);
    private static readonly Duration Most = Duration.FromHours(1);

    /// <param name="attempts">Those that failed, from 1.</param>
    /// <param name="asked">What the CRM asked for, which is kept to where it is longer: a time that has passed is no order to ask at once.</param>
    public static Duration After(int attempts, Duration? asked)
    {
        var own = Duration.Min(First * Math.Pow(2, Math.Min(attempts - 1, 10)), Most);
        return asked is { } wanted ? Duration.Max(wanted, own) : own;
    }
}
