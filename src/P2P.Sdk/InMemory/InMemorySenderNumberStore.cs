using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.Sdk.InMemory;

internal sealed class InMemorySenderNumberStore(InMemoryState state) : ISenderNumberStore
{
    public Task<IReadOnlyList<NumberHealth>> ListAsync(CampaignId campaign, LocalDate since, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<NumberHealth>>(
            () => state.Find(campaign) is { } rows
                ? [.. rows.SenderNumbers.Select(number => new NumberHealth(number, DaysOf(rows, number.Number, since)))]
                : [],
            cancellationToken);

    public Task<int> SegmentsAsync(CampaignId campaign, LocalDate day, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign) is { } rows
            ? rows.SenderNumbers.Sum(number => rows.NumberDays.GetValueOrDefault((number.Number, day)).Segments)
            : 0,
        cancellationToken);

    public Task<bool> PauseAsync(
        CampaignId campaign, PhoneNumber number, NumberPause pause, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(campaign, number, (_, known) => known.Pause is null, pause, audit, cancellationToken);

    public Task<bool> PauseIfFilteredAsync(
        CampaignId campaign, PhoneNumber number, LocalDate day, NumberPause pause, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(
            campaign,
            number,
            (rows, known) => known.Pause is null
                && !(rows.NumbersResumed.TryGetValue(number, out var resumed) && resumed >= day)
                && rows.NumberDays.GetValueOrDefault((number, day)) is { Filtered: >= NumberHealth.FilteredToPause } counts
                && counts.Filtered * 100 >= counts.Texts * NumberHealth.FilteredPercentToPause,
            pause,
            audit,
            cancellationToken);

    public Task<bool> ResumeAsync(
        CampaignId campaign, PhoneNumber number, LocalDate day, AuditEntry audit, CancellationToken cancellationToken) =>
        ChangeAsync(
            campaign,
            number,
            (rows, known) =>
            {
                if (known.Pause is null or { Reason: PauseReason.Releasing })
                {
                    return false;
                }

                rows.NumbersResumed[number] = day;
                return true;
            },
            null,
            audit,
            cancellationToken);

    public Task<bool> BeginReleaseAsync(CampaignId campaign, PhoneNumber number, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign) is { } rows
            && rows.SenderNumbers.FirstOrDefault(known => known.Number == number) is { Pause: { } pause }
            && !rows.Messages.Values.Any(m => m.CampaignNumber == number && m.IsOutbound && m.Status <= MessageStatus.Unknown)
            && Put(rows, number, pause with { Reason = PauseReason.Releasing }),
        cancellationToken);

    public Task<bool> RemoveAsync(CampaignId campaign, PhoneNumber number, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows
                    || rows.SenderNumbers.FirstOrDefault(known => known.Number == number) is not { Pause.Reason: PauseReason.Releasing })
                {
                    return false;
                }

                rows.SenderNumbers = [.. rows.SenderNumbers.Where(known => known.Number != number)];
                state.Numbers.Remove(number);
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    private Task<bool> ChangeAsync(
        CampaignId campaign, PhoneNumber number, Func<CampaignRows, SenderNumber, bool> may, NumberPause? pause, AuditEntry audit,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows
                || rows.SenderNumbers.FirstOrDefault(known => known.Number == number) is not { } known
                || !may(rows, known))
            {
                return false;
            }

            rows.Audit.Add(audit);
            return Put(rows, number, pause);
        },
        cancellationToken);

    private static bool Put(CampaignRows rows, PhoneNumber number, NumberPause? pause)
    {
        rows.SenderNumbers = [.. rows.SenderNumbers.Select(known => known.Number == number ? known with { Pause = pause } : known)];
        return true;
    }

    private static IReadOnlyList<NumberDay> DaysOf(CampaignRows rows, PhoneNumber number, LocalDate since) =>
    [
        .. rows.NumberDays.Where(day => day.Key.Number == number && day.Key.Day >= since).OrderByDescending(day => day.Key.Day)
            .Select(day => new NumberDay(day.Key.Day, day.Value)),
    ];
}
