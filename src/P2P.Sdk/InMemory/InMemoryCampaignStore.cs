using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryCampaignStore(InMemoryState state) : ICampaignStore
{
    public Task<bool> AddAsync(
        Campaign campaign, User admin, IReadOnlyList<Tag> tags, IReadOnlyList<CustomField> fields,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (!state.Codes.TryAdd(JoinCode.Of(campaign.JoinCode), campaign.Id))
            {
                return false;
            }

            var rows = new CampaignRows(state, campaign) { Tags = [.. tags], Fields = [.. fields] };
            state.Campaigns.Add(campaign.Id, rows);
            rows.Users.Add(admin.Id, admin);
            return true;
        },
        cancellationToken);

    public Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(id)?.Campaign, cancellationToken);

    public Task<IReadOnlyList<Campaign>> ListAsync(CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<Campaign>>(() => [.. state.Campaigns.Values.Select(c => c.Campaign)], cancellationToken);

    public Task<bool> SaveAsync(Campaign campaign, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign.Id) is not { } rows
                || rows.Campaign.Settings.Version != campaign.Settings.Version
                || !Recode(JoinCode.Of(rows.Campaign.JoinCode), JoinCode.Of(campaign.JoinCode), campaign.Id))
            {
                return false;
            }

            rows.Campaign = campaign with
            {
                Links = rows.Campaign.Links, // Never changed: texts hold them.
                Crm = rows.Campaign.Crm,
                Settings = campaign.Settings with { Version = campaign.Settings.Version + 1 },
            };
            rows.Audit.Add(audit);
            return true;
        },
        cancellationToken);

    public Task<bool> AddUserAsync(CampaignId campaign, User user, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var users = state.Get(campaign).Users;
            if (user.Subject.Length > 0 && users.Values.Any(u => u.Subject == user.Subject))
            {
                return false;
            }

            users.Add(user.Id, user);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<User>> FindUsersAsync(
        CampaignId campaign, IReadOnlyList<UserId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<User>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.Users.GetValueOrDefault(id)).OfType<User>()]
                : [],
            cancellationToken);

    public Task<IReadOnlyList<User>> ListUsersAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<User>>(
            () => state.Find(campaign) is { } rows ? [.. rows.Users.Values.Where(user => !user.IsRemoved)] : [], cancellationToken);

    public Task<IReadOnlyList<Tag>> ListTagsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Tags ?? [], cancellationToken);

    public Task AddTagsAsync(CampaignId campaign, IReadOnlyList<Tag> tags, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                rows.Tags = [.. rows.Tags.Concat(tags).DistinctBy(tag => Tag.Key(tag.Name))];
            },
            cancellationToken);

    public Task<bool> AddTagAsync(CampaignId campaign, Tag tag, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                if (rows.Tags.Any(known => IsSame(known, tag)))
                {
                    return false;
                }

                rows.Tags = [.. rows.Tags, tag];
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<Tag?> SaveTagAsync(CampaignId campaign, Tag tag, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Find(campaign);
                if (rows?.Tags.FirstOrDefault(known => IsSame(known, tag)) is not { } before)
                {
                    return null;
                }

                var saved = before with { IsDefault = tag.IsDefault };
                rows.Tags = [.. rows.Tags.Select(known => known == before ? saved : known)];
                rows.Audit.Add(audit);
                return saved;
            },
            cancellationToken);

    public Task<IReadOnlyList<CustomField>> ListFieldsAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Fields ?? [], cancellationToken);

    public Task<bool> AddFieldAsync(CampaignId campaign, CustomField field, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                if (rows.Fields.Any(f => IsSame(f.Slug, field.Slug) || IsSame(f.Title, field.Title)))
                {
                    return false;
                }

                rows.Fields = [.. rows.Fields, field];
                return true;
            },
            cancellationToken);

    public Task<Outcome<CustomField>?> EditFieldAsync(
        CampaignId campaign, CustomFieldId field, CustomFieldEdit edit, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync<Outcome<CustomField>?>(
            () =>
            {
                var rows = state.Find(campaign);
                if (rows?.Fields.FirstOrDefault(f => f.Id == field) is not { } before)
                {
                    return null;
                }

                var edited = edit.Apply(before, rows.Fields);
                if (!edited.IsRefused)
                {
                    rows.Fields = [.. rows.Fields.Select(f => f == before ? edited.Value : f)];
                    rows.Audit.Add(audit);
                }

                return edited;
            },
            cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ListAuditAsync(
        CampaignId campaign, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<AuditEntry>>(
            () => state.Find(campaign) is { } rows
                ? [.. Enumerable.Reverse(rows.Audit).OrderByDescending(entry => entry.At).Take(most)]
                : [],
            cancellationToken);

    /// <returns>False if the code is taken.</returns>
    private bool Recode(JoinCode before, JoinCode after, CampaignId campaign)
    {
        if (before == after)
        {
            return true;
        }

        if (!state.Codes.TryAdd(after, campaign))
        {
            return false;
        }

        state.Codes.Remove(before);
        return true;
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(Tag one, Tag other) => Tag.Key(one.Name) == Tag.Key(other.Name);
}
