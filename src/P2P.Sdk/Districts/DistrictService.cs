using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts.Import;

namespace P2P.Sdk.Districts;

/// <summary>Districts, by which actions are limited (PUB-3). Admins only.</summary>
public sealed class DistrictService
{
    private const int LongestName = 100;
    private const int MostZips = 10_000;

    private readonly IDistrictStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IClock _clock;

    internal DistrictService(IDistrictStore store, ICampaignStore campaigns, IClock clock) =>
        (_store, _campaigns, _clock) = (store, campaigns, clock);

    /// <summary>All districts, in the order in which they were made.</summary>
    public async Task<Outcome<Page<District>>> PageAsync(
        Actor actor, PageRequest page, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.PageAsync(actor.Campaign, page, cancellationToken) : Refusal.Forbidden();

    /// <returns>Those that the campaign has, in no order; none for a volunteer.</returns>
    public async Task<IReadOnlyList<District>> FindAsync(
        Actor actor, IReadOnlyList<DistrictId> ids, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.FindAsync(actor.Campaign, ids, cancellationToken) : [];

    /// <summary>Makes a district.</summary>
    /// <param name="zips">1 to 10,000, of five or nine digits.</param>
    public async Task<Outcome<District>> CreateAsync(
        Actor actor, string name, IReadOnlyList<string> zips, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var (read, refusals) = Check(name, zips);
        if (refusals.Count > 0)
        {
            return Outcome.Refused<District>(refusals);
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is null)
        {
            return Refusal.NotFound("campaign");
        }

        var district = new District(DistrictId.New(), name.Trim(), read);
        var audit = Audit(actor, "district.created", district.Id, $"{read.Count} ZIPs");
        var result = await _store.AddAsync(actor.Campaign, district, audit, cancellationToken);
        return result == DistrictResult.Done ? district : Refuse(result);
    }

    /// <summary>Edits a district. Its ZIPs are fixed once an action that it limits was published.</summary>
    /// <param name="name"><see langword="null"/>: as it is.</param>
    /// <param name="zips"><see langword="null"/>: as they are.</param>
    public async Task<Outcome<District>> EditAsync(
        Actor actor, DistrictId id, string? name, IReadOnlyList<string>? zips, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var (read, refusals) = Check(name, zips);
        if (refusals.Count > 0)
        {
            return Outcome.Refused<District>(refusals);
        }

        var result = await _store.SaveAsync(
            actor.Campaign, id, name?.Trim(), zips is null ? null : read, Audit(actor, "district.edited", id, ""), cancellationToken);
        return result != DistrictResult.Done ? Refuse(result)
            : await _store.FindAsync(actor.Campaign, [id], cancellationToken) is [var district] ? district
            : Refuse(DistrictResult.NotFound);
    }

    /// <summary>Deletes a district that limits no action.</summary>
    /// <returns>As it was.</returns>
    public async Task<Outcome<District>> DeleteAsync(Actor actor, DistrictId id, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, [id], cancellationToken) is not [var district])
        {
            return Refuse(DistrictResult.NotFound);
        }

        var result = await _store.DeleteAsync(actor.Campaign, id, Audit(actor, "district.deleted", id, ""), cancellationToken);
        return result == DistrictResult.Done ? district : Outcome.Refused(Refuse(result), district);
    }

    private static (IReadOnlyList<string> Zips, IReadOnlyList<Refusal> Refusals) Check(string? name, IReadOnlyList<string>? zips)
    {
        var refusals = new List<Refusal>();
        if (name is not null && OneLine.Read(name, LongestName) is null)
        {
            refusals.Add(Refusal.Invalid($"A district's name has 1 to {LongestName} characters, on one line.", "name"));
        }

        if (zips is null)
        {
            return ([], refusals);
        }

        if (zips.Count is 0 or > MostZips)
        {
            refusals.Add(Refusal.Invalid($"A district has 1 to {MostZips:N0} ZIP codes.", "zips"));
            return ([], refusals);
        }

        var read = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < zips.Count; i++)
        {
            if (ContactCells.Zip(zips[i].Trim()) is { } zip)
            {
                read.Add(zip);
            }
            else
            {
                refusals.Add(Refusal.Invalid("A ZIP code has five digits, such as 60601.", "zips", $"{i}"));
            }
        }

        return ([.. read], refusals);
    }

    private static Refusal Refuse(DistrictResult result) => result switch
    {
        DistrictResult.NameTaken => Refusal.Invalid("Another district has this name.", "name"),
        DistrictResult.InUse => Refusal.Conflict("An action is limited by this district, so it stays as it is. Make another one."),
        _ => Refusal.NotFound("district"),
    };

    private AuditEntry Audit(Actor actor, string what, DistrictId id, string detail) =>
        new(_clock.Now(), actor.User, what, id.ToString(), detail);
}
