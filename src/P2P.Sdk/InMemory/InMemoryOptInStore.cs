using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Links;
using P2P.Sdk.OptInForms;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryOptInStore(InMemoryState state) : IOptInStore
{
    public Task<LinkResult> AddAsync(
        CampaignId campaign, OptInForm form, int most, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (InMemoryLinkStore.IsTaken(rows, form.Slug))
            {
                return LinkResult.SlugTaken;
            }

            if (rows.OptInForms.Count >= most)
            {
                return LinkResult.TooMany;
            }

            rows.OptInForms.Add(form.Id, form);
            rows.Audit.Add(audit);
            return LinkResult.Done;
        },
        cancellationToken);

    public Task<bool> SaveAsync(CampaignId campaign, OptInForm form, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || rows.OptInForms.GetValueOrDefault(form.Id)?.Version != form.Version)
                {
                    return false;
                }

                rows.OptInForms[form.Id] = form with { Version = form.Version + 1 };
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<Page<OptInForm>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => Page.In(
                state.Find(campaign)?.OptInForms.Values.AsEnumerable() ?? [], page, form => new Cursor(0, form.Id.Value)),
            cancellationToken);

    public Task<IReadOnlyList<OptInForm>> FindAsync(
        CampaignId campaign, IReadOnlyList<OptInFormId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<OptInForm>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.OptInForms.GetValueOrDefault(id)).OfType<OptInForm>()]
                : [],
            cancellationToken);

    public Task<OptInForm?> FindAsync(CampaignId campaign, string slug, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign)?.OptInForms.Values.FirstOrDefault(form => form.Slug.Equals(slug, StringComparison.OrdinalIgnoreCase)),
        cancellationToken);

    public Task<OptIn?> FindOptInAsync(
        CampaignId campaign, OptInFormId form, ContactId contact, LocalDate day, CancellationToken cancellationToken) => state.DoAsync(
        () => OptInsOf(campaign, form).FirstOrDefault(optIn => optIn.Contact == contact && optIn.Day == day), cancellationToken);

    public Task<Page<OptIn>> PageOptInsAsync(
        CampaignId campaign, OptInFormId form, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () => Page.In(OptInsOf(campaign, form), page, optIn => new Cursor(-optIn.At.ToUnixTimeTicks(), optIn.Id.Value)),
        cancellationToken);

    public Task<IReadOnlyList<ReferralCount>> CountReferralsAsync(
        CampaignId campaign, OptInFormId form, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<ReferralCount>>(
            () =>
            [
                .. OptInsOf(campaign, form).Where(optIn => optIn.Referrer is not null).GroupBy(optIn => optIn.Referrer!.Value)
                    .Select(by => new ReferralCount(by.Key, by.Select(optIn => optIn.Contact).Distinct().Count()))
                    .OrderByDescending(count => count.OptIns).Take(most),
            ],
            cancellationToken);

    public Task<ContactId?> FindReferrerAsync(CampaignId campaign, string token, CancellationToken cancellationToken) => state.DoAsync(
        () => state.Find(campaign)?.MessageLinks.GetValueOrDefault(token) is { IsReferral: true } link ? link.Contact : (ContactId?)null,
        cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, OptIn OptIn)>> ListDueAsync(Instant now, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(CampaignId, OptIn)>>(
            () =>
            [
                .. state.Campaigns.SelectMany(of => of.Value.OptIns.Values, (of, optIn) => (of.Key, OptIn: optIn))
                    .Where(due => due.OptIn.State == OptInState.Waiting && due.OptIn.DueAt <= now)
                    .OrderBy(due => due.OptIn.DueAt).Take(most),
            ],
            cancellationToken);

    private IEnumerable<OptIn> OptInsOf(CampaignId campaign, OptInFormId form) =>
        (state.Find(campaign)?.OptIns.Values.AsEnumerable() ?? []).Where(optIn => optIn.Form == form);
}
