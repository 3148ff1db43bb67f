namespace P2P.Sdk.Audit;

/// <summary>Who changed what, when, from what to what (BEY-4). Admins only.</summary>
public sealed class AuditService
{
    private readonly IAuditStore _store;

    internal AuditService(IAuditStore store) => _store = store;

    /// <summary>The audit trail, latest first.</summary>
    public async Task<Outcome<Page<AuditItem>>> PageAsync(
        Actor actor, AuditFilter filter, PageRequest page, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : KeptText.Check((filter.What, "what"), (filter.Subject, "subject")).ToList() is { Count: > 0 } refusals
            ? Outcome.Refused<Page<AuditItem>>(refusals)
        : await _store.PageAsync(actor.Campaign, filter, page, cancellationToken);
}
