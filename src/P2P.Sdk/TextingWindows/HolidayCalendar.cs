using System.Collections.Concurrent;
using System.Text.Json;
using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>The legal holidays of one state, the days on which they are observed included.</summary>
internal sealed class HolidayCalendar
{
    private readonly Holiday[] _holidays;
    private readonly ConcurrentDictionary<int, LocalDate[]> _byYear = new();

    private HolidayCalendar(Holiday[] holidays) => _holidays = holidays;

    /// <summary>The federal holidays and the state's own.</summary>
    public static HolidayCalendar Read(JsonElement root, string state) => new(
        [.. root.GetProperty("federal").EnumerateArray()
            .Concat(root.GetProperty("states").TryGetProperty(state, out var own) ? own.EnumerateArray() : [])
            .Select(Holiday.Read)]);

    public bool Contains(LocalDate date)
    {
        var days = _byYear.TryGetValue(date.Year, out var known)
            ? known
            : _byYear.GetOrAdd(date.Year, Compute(date.Year));
        return days.AsSpan().Contains(date);
    }

    private LocalDate[] Compute(int year) =>
        // New Year's Day on a Saturday is observed in the year before.
        [.. Days(year).Concat(year < 9999 ? Days(year + 1) : []).Where(day => day.Year == year).Distinct()];

    private IEnumerable<LocalDate> Days(int year)
    {
        foreach (var holiday in _holidays)
        {
            if (holiday.In(year) is not { } day)
            {
                continue;
            }

            yield return day;
            if (day.DayOfWeek == IsoDayOfWeek.Saturday)
            {
                yield return day.PlusDays(-1);
            }
            else if (day.DayOfWeek == IsoDayOfWeek.Sunday)
            {
                yield return day.PlusDays(1);
            }
        }
    }

    /// <summary>One entry of <c>holidays-us.json</c>, whose note explains the fields.</summary>
    private sealed record Holiday(
        int Month, int Day, int Weekday, int Nth, int? Easter, bool AfterFirstMonday, bool EvenYears)
    {
        public static Holiday Read(JsonElement json) => new(
            Number(json, "month") ?? 0,
            Number(json, "day") ?? 0,
            Number(json, "weekday") ?? 0,
            Number(json, "nth") ?? 0,
            Number(json, "easter"),
            json.TryGetProperty("after_first_monday", out var after) && after.GetBoolean(),
            json.TryGetProperty("years", out var years) && years.GetString() == "even");

        public LocalDate? In(int year)
        {
            if (EvenYears && year % 2 != 0)
            {
                return null;
            }

            if (Easter is { } offset)
            {
                return EasterSunday(year).PlusDays(offset);
            }

            if (Day > 0)
            {
                return new LocalDate(year, Month, Day);
            }

            // Counted from the day after the first Monday where the law says "after the first Monday", else from the 1st.
            var start = AfterFirstMonday
                ? OnOrAfter(new LocalDate(year, Month, 1), IsoDayOfWeek.Monday).PlusDays(1)
                : new LocalDate(year, Month, 1);
            return Nth > 0
                ? OnOrAfter(start, (IsoDayOfWeek)Weekday).PlusWeeks(Nth - 1)
                : start.With(DateAdjusters.EndOfMonth).With(DateAdjusters.PreviousOrSame((IsoDayOfWeek)Weekday));
        }

        private static LocalDate OnOrAfter(LocalDate date, IsoDayOfWeek day) => date.With(DateAdjusters.NextOrSame(day));

        private static int? Number(JsonElement json, string name) =>
            json.TryGetProperty(name, out var value) ? value.GetInt32() : null;

        /// <remarks>The algorithm for the Gregorian calendar published in Nature, 20 April 1876, with its letters.</remarks>
        private static LocalDate EasterSunday(int year)
        {
            var a = year % 19;
            var (b, c) = (year / 100, year % 100);
            var (d, e) = (b / 4, b % 4);
            var g = (b - ((b + 8) / 25) + 1) / 3;
            var h = ((19 * a) + b - d - g + 15) % 30;
            var (i, k) = (c / 4, c % 4);
            var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
            var m = (a + (11 * h) + (22 * l)) / 451;
            var days = h + l - (7 * m) + 114;
            return new LocalDate(year, days / 31, (days % 31) + 1);
        }
    }
}
