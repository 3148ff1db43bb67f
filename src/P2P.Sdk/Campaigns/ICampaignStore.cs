using P2P.Sdk.Audit;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Campaigns;

/// <summary>Campaigns, and the users, tags and custom fields that a campaign has few of.</summary>
public interface ICampaignStore
{
    /// <summary>Adds a campaign with its first admin and the tags and fields of a new one.</summary>
    /// <returns>False if the join code is another campaign's or a team's, without regard to case.</returns>
    Task<bool> AddAsync(
        Campaign campaign, User admin, IReadOnlyList<Tag> tags, IReadOnlyList<CustomField> fields, CancellationToken cancellationToken);

    Task<Campaign?> FindAsync(CampaignId id, CancellationToken cancellationToken);

    /// <summary>All there are; for the process that runs them, never for a user of one.</summary>
    Task<IReadOnlyList<Campaign>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Saves a campaign and its settings.</summary>
    /// <param name="campaign">With the settings' version that was read; the store raises it.</param>
    /// <returns>False, and nothing done, if the version is no longer that, or the join code is another campaign's or a team's.</returns>
    Task<bool> SaveAsync(Campaign campaign, AuditEntry audit, CancellationToken cancellationToken);

    /// <returns>False, and nothing done, if another user of the campaign has this subject, which is not empty.</returns>
    Task<bool> AddUserAsync(CampaignId campaign, User user, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has or had, in no order.</returns>
    Task<IReadOnlyList<User>> FindUsersAsync(
        CampaignId campaign, IReadOnlyList<UserId> ids, CancellationToken cancellationToken);

    /// <summary>Without those who were removed.</summary>
    Task<IReadOnlyList<User>> ListUsersAsync(CampaignId campaign, CancellationToken cancellationToken);

    Task<IReadOnlyList<Tag>> ListTagsAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Adds those that the campaign does not have, by <see cref="Tag.Key"/>.</summary>
    Task AddTagsAsync(CampaignId campaign, IReadOnlyList<Tag> tags, CancellationToken cancellationToken);

    /// <returns>False if the campaign has it, by <see cref="Tag.Key"/>.</returns>
    Task<bool> AddTagAsync(CampaignId campaign, Tag tag, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Sets whether a tag is offered; its spelling stays.</summary>
    /// <returns>As it now is; <see langword="null"/> if the campaign does not have it, by <see cref="Tag.Key"/>.</returns>
    Task<Tag?> SaveTagAsync(CampaignId campaign, Tag tag, AuditEntry audit, CancellationToken cancellationToken);

    Task<IReadOnlyList<CustomField>> ListFieldsAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <returns>False if its slug or title is another field's, without regard to case.</returns>
    Task<bool> AddFieldAsync(CampaignId campaign, CustomField field, CancellationToken cancellationToken);

    /// <summary>Edits a field as it then is, by <see cref="CustomFieldEdit.Apply"/>.</summary>
    /// <returns>The field as it now is, or why it stays; <see langword="null"/> if there is no such field.</returns>
    Task<Outcome<CustomField>?> EditFieldAsync(
        CampaignId campaign, CustomFieldId field, CustomFieldEdit edit, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The audit trail, latest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAuditAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}
