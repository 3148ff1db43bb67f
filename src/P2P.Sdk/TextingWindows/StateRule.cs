using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>How sure we are that a state's rule is what its law says.</summary>
public enum RuleConfidence
{
    Low,
    Medium,
    High,
}

/// <summary>The hours in which a US state allows texting, on the recipient's clock.</summary>
/// <remarks>From <c>quiet-hours-us.json</c>. Most of these laws are about solicitation; many exempt political texts.</remarks>
public sealed class StateRule
{
    private readonly TextingHours?[] _byDay;
    private readonly HolidayCalendar? _holidays;

    internal StateRule(
        int index, string state, TextingHours? weekdays, TextingHours? saturday, TextingHours? sunday,
        HolidayCalendar? holidays, int? mostPerDay, string law, RuleConfidence confidence)
    {
        (Index, State, MostPerDay, Law, Confidence, _holidays) = (index, state, mostPerDay, law, confidence, holidays);
        _byDay = [null, weekdays, weekdays, weekdays, weekdays, weekdays, saturday, sunday];
    }

    /// <summary>The state's two capital letters.</summary>
    public string State { get; }

    public string Law { get; }

    public RuleConfidence Confidence { get; }

    /// <summary>Whether it applies unless a campaign says otherwise: from medium confidence on.</summary>
    public bool OnByDefault => Confidence >= RuleConfidence.Medium;

    /// <summary>How many texts one may get within 24 hours; <see langword="null"/>: the law does not say.</summary>
    public int? MostPerDay { get; }

    /// <summary>Whether nothing is sent on the state's legal holidays.</summary>
    public bool ClosedOnHolidays => _holidays is not null;

    /// <summary>Its place among <see cref="StateRules.All"/>: the bit that stands for it in a set of rules.</summary>
    internal int Index { get; }

    /// <returns><see langword="null"/> on days without any sending. Holidays are not looked at.</returns>
    public TextingHours? HoursOn(IsoDayOfWeek day) => _byDay[(int)day];

    /// <summary>Whether the date is a holiday, or the day on which one is observed, that forbids sending.</summary>
    public bool IsClosedOn(LocalDate date) => _holidays is not null && _holidays.Contains(date);
}
