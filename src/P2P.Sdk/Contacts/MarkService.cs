using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Contacts;

/// <summary>What a campaign can note of its contacts: its tags and custom fields (CON-6).</summary>
public sealed class MarkService
{
    /// <summary>In characters.</summary>
    private const int LongestTag = 100;

    private readonly ICampaignStore _store;
    private readonly IClock _clock;

    internal MarkService(ICampaignStore store, IClock clock) => (_store, _clock) = (store, clock);

    /// <summary>Adds a tag; users may be offered it at once. Admins only.</summary>
    /// <param name="tag">Its name has 1 to 100 characters, on one line, and is in no spelling one that the campaign has.</param>
    public async Task<Outcome<Tag>> AddTagAsync(Actor actor, Tag tag, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (OneLine.Read(tag.Name, LongestTag) is not { } name)
        {
            return Refusal.Invalid($"A tag has 1 to {LongestTag} characters, on one line.", "name");
        }

        var added = tag with { Name = name };
        return !Tag.IsOptOut(name)
            && await _store.AddTagAsync(actor.Campaign, added, Audit(actor, "tag.added", name), cancellationToken)
            ? added
            : Refusal.Invalid("The campaign has this tag. Case and space make no other one.", "name");
    }

    /// <summary>Sets whether actions without report settings of their own offer a tag (ACT-8). Admins only.</summary>
    /// <param name="name">In any spelling. "Opt Out" is always offered: it cannot be changed.</param>
    public async Task<Outcome<Tag>> OfferTagAsync(
        Actor actor, string name, bool isDefault, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (Tag.IsOptOut(name))
        {
            return Refusal.Invalid($"\"{Tag.OptOutName}\" is always offered. It cannot be changed.", "name");
        }

        var audit = Audit(actor, "tag.edited", Tag.Key(name));
        return KeptText.Check((name, "name")).ToList() is { Count: > 0 } refusals
            ? Outcome.Refused<Tag>(refusals)
            : await _store.SaveTagAsync(actor.Campaign, new(name, isDefault), audit, cancellationToken) is { } saved
                ? saved
                : Refusal.NotFound("tag") with { Path = ["name"] };
    }

    /// <summary>Edits a field's title, options, default value, and whether it is offered. Its slug and kind stay: scripts and
    /// contacts have them. A value that is no option any more stays where it is. Admins only.</summary>
    public async Task<Outcome<CustomField>> EditFieldAsync(
        Actor actor, CustomFieldId id, CustomFieldEdit edit, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var audit = Audit(actor, "field.edited", id.ToString());
        return await _store.EditFieldAsync(actor.Campaign, id, edit, audit, cancellationToken)
            ?? Refusal.NotFound("custom field") with { Path = ["customFieldId"] };
    }

    private AuditEntry Audit(Actor actor, string what, string subject) => new(_clock.Now(), actor.User, what, subject, "");
}
