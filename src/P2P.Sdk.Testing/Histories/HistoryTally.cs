using System.Globalization;
using System.Text;

namespace P2P.Sdk.Testing.Histories;

/// <summary>How often each kind of step and each refusal occurred: histories that never reach something prove nothing of it.</summary>
internal sealed class HistoryTally
{
    /// <summary>What users of a history must have met.</summary>
    private static readonly RefusalCode[] Expected =
    [
        RefusalCode.InvalidInput, RefusalCode.NotFound, RefusalCode.Forbidden, RefusalCode.Frozen, RefusalCode.Conflict,
        RefusalCode.IdempotencyKeyReused, RefusalCode.ActionNotLive, RefusalCode.NotAssigned, RefusalCode.NoRemainingContacts,
        RefusalCode.AlreadySent, RefusalCode.OptedOut, RefusalCode.OutsideTextingHours, RefusalCode.RecentlyTexted,
        RefusalCode.Landline, RefusalCode.CustomResponsesDisabled, RefusalCode.MissingValue, RefusalCode.MessageTooLong,
    ];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<StepKind, (int Done, int Refused, int Idle)> _steps = [];
    private readonly SortedDictionary<RefusalCode, int> _refusals = [];

    public int Histories { get; private set; }

    public double ShareDone => (double)_steps.Values.Sum(s => s.Done) / Math.Max(1, _steps.Values.Sum(s => s.Done + s.Refused + s.Idle));

    /// <summary>Kinds of steps that never found anything to do, and refusals that never occurred.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Enum.GetValues<StepKind>().Where(k => _steps.GetValueOrDefault(k) is (0, 0, _)).Select(k => $"{k} never was tried"),
        .. Expected.Where(code => _refusals.GetValueOrDefault(code) == 0).Select(code => $"{code} never occurred"),
    ];

    public void Add(IReadOnlyList<(HistoryStep Step, StepResult Result)> history)
    {
        lock (_gate)
        {
            Histories++;
            foreach (var (step, result) in history)
            {
                var (done, refused, idle) = _steps.GetValueOrDefault(step.Kind);
                _steps[step.Kind] = result.IsDone ? (done + 1, refused, idle)
                    : result.IsIdle ? (done, refused, idle + 1)
                    : (done, refused + 1, idle);
                foreach (var code in result.Refusals)
                {
                    _refusals[code] = _refusals.GetValueOrDefault(code) + 1;
                }
            }
        }
    }

    public override string ToString()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"{Histories} histories, {100 * ShareDone:0} % of all steps done\n");
        table.Append(CultureInfo.InvariantCulture, $"{"step",-24}{"done",8}{"refused",9}{"idle",7}\n");
        foreach (var (kind, (done, refused, idle)) in _steps)
        {
            table.Append(CultureInfo.InvariantCulture, $"{kind,-24}{done,8}{refused,9}{idle,7}\n");
        }

        table.Append(string.Join('\n', _refusals.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key,-24}{r.Value,8}"))));
        return table.ToString();
    }
}
