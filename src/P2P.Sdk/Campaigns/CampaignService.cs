using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.Campaigns;

/// <summary>Campaigns, their settings and their people.</summary>
public sealed class CampaignService
{
    private const int MostNumbers = 1_000;

    private readonly ICampaignStore _store;
    private readonly IDispatchStore _numbers;
    private readonly INumberPool? _pool;
    private readonly IClock _clock;

    internal CampaignService(ICampaignStore store, IDispatchStore numbers, INumberPool? pool, IClock clock) =>
        (_store, _numbers, _pool, _clock) = (store, numbers, pool, clock);

    private static Refusal CodeTaken => Refusal.Invalid("This join code is in use. Choose another one.", "joinCode");

    /// <summary>A join code for people to type that is as good as nobody's yet: 8 letters and digits.</summary>
    public static string NewJoinCode() => JoinCode.NewHuman();

    /// <summary>Makes a campaign with its first admin, the default tags, and the field <c>remind_a_friend</c>. It is for the
    /// process that runs campaigns, so no actor is asked for (USR-3).</summary>
    /// <returns>The first admin, as an actor.</returns>
    public async Task<Outcome<Actor>> CreateAsync(Campaign campaign, User admin, CancellationToken cancellationToken = default)
    {
        var refusals = CampaignEdit.Check(campaign).Concat(CheckUser(admin))
            .Concat(SettingsCheck.Of(campaign.Settings).Select(r => r with { Path = ["settings", .. r.Path] })).ToList();
        if (refusals.Count > 0)
        {
            return Outcome.Refused<Actor>(refusals);
        }

        var remindAFriend = new CustomField
        {
            Id = CustomFieldId.New(),
            Slug = Scripts.ScriptVariables.RemindAFriendSlug,
            Title = "Remind a friend",
            Kind = CustomFieldKind.MultiText,
        };
        return await _store.AddAsync(campaign, admin with { Role = Role.Admin }, Tag.Defaults, [remindAFriend], cancellationToken)
            ? new Actor(campaign.Id, admin.Id, Role.Admin)
            : CodeTaken;
    }

    /// <summary>The actor's campaign.</summary>
    public async Task<Outcome<Campaign>> FindAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await _store.FindAsync(actor.Campaign, cancellationToken) is { } campaign ? campaign : Refusal.NotFound("campaign");

    /// <summary>All there are; for the process that runs them.</summary>
    public Task<IReadOnlyList<Campaign>> ListAsync(CancellationToken cancellationToken = default) =>
        _store.ListAsync(cancellationToken);

    /// <summary>Edits name, description, join code and broadcast number in one step (USR-3). Admins only.</summary>
    /// <param name="version">The settings' version that the admin read; another one by now is a CONFLICT.</param>
    /// <returns>The campaign as it then is; with a CONFLICT, as somebody else has saved it.</returns>
    public async Task<Outcome<Campaign>> UpdateAsync(
        Actor actor, int version, CampaignEdit edit, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        if (campaign.Settings.Version == version)
        {
            var edited = edit.Apply(campaign);
            if (edited.IsRefused)
            {
                return edited;
            }

            var audit = new AuditEntry(
                _clock.Now(), actor.User, "campaign.updated", campaign.Id.ToString(), CampaignEdit.Describe(campaign, edited.Value));
            if (await _store.SaveAsync(edited.Value, audit, cancellationToken))
            {
                return edited.Value with { Settings = edited.Value.Settings with { Version = version + 1 } };
            }
        }

        var now = await _store.FindAsync(actor.Campaign, cancellationToken);
        return now?.Settings.Version == version
            ? Outcome.Refused(CodeTaken, now) // Nobody has saved it, so that was why.
            : Outcome.Refused(
                Refusal.Conflict("Another admin has saved the campaign since you read it. Look at theirs and save again.") with
                {
                    Path = ["version"],
                },
                now);
    }

    /// <summary>Saves settings in one step (SET-8). Admins only.</summary>
    /// <param name="version">The version that the admin read; another one by now is a CONFLICT.</param>
    public async Task<Outcome<TextingSettings>> UpdateSettingsAsync(
        Actor actor, int version, SettingsEdit edit, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        var settings = campaign.Settings;
        if (settings.Version == version)
        {
            var edited = edit.Apply(settings);
            if (edited.IsRefused)
            {
                return edited;
            }

            var audit = new AuditEntry(
                _clock.Now(), actor.User, "settings.updated", campaign.Id.ToString(), SettingsEdit.Describe(settings, edited.Value));
            if (await _store.SaveAsync(campaign with { Settings = edited.Value }, audit, cancellationToken))
            {
                return edited.Value with { Version = version + 1 };
            }
        }

        var now = await _store.FindAsync(actor.Campaign, cancellationToken);
        return Outcome.Refused(
            Refusal.Conflict("Another admin has saved the settings since you read them. Look at theirs and save again.") with
            {
                Path = ["version"],
            },
            now?.Settings);
    }

    /// <summary>Adds somebody to the campaign. Admins only.</summary>
    public async Task<Outcome<User>> AddUserAsync(Actor actor, User user, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, cancellationToken) is null)
        {
            return Refusal.NotFound("campaign");
        }

        if (CheckUser(user).ToList() is { Count: > 0 } refusals)
        {
            return Outcome.Refused<User>(refusals);
        }

        return await _store.AddUserAsync(actor.Campaign, user, cancellationToken)
            ? user
            : Refusal.Invalid("Another user of this campaign signs in by this subject.", "subject");
    }

    private static IEnumerable<Refusal> CheckUser(User user) => KeptText.Check(
        (user.FirstName, "firstName"), (user.LastName, "lastName"), (user.Email, "email"), (user.State, "state"),
        (user.Zip, "zip"), (user.Language, "language"), (user.TeamCode, "teamCode"),
        (user.Subject, "subject"));

    /// <summary>The actor's own user.</summary>
    public async Task<Outcome<User>> FindViewerAsync(Actor actor, CancellationToken cancellationToken = default) =>
        (await _store.FindUsersAsync(actor.Campaign, [actor.User], cancellationToken)) is [{ IsRemoved: false } user]
            ? user
            : Refusal.NotFound("user");

    /// <returns>Those that the campaign has or had, in no order; for a volunteer the others with their names only.</returns>
    public async Task<IReadOnlyList<User>> FindUsersAsync(
        Actor actor, IReadOnlyList<UserId> ids, CancellationToken cancellationToken = default)
    {
        var users = await _store.FindUsersAsync(actor.Campaign, ids, cancellationToken);
        return actor.IsAdmin ? users : [.. users.Select(u => u.Id == actor.User ? u : u.NameOnly())];
    }

    /// <summary>Everybody in the campaign, without those who were removed. Admins only; others get none.</summary>
    public async Task<IReadOnlyList<User>> ListUsersAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? await _store.ListUsersAsync(actor.Campaign, cancellationToken) : [];

    /// <summary>Adds a custom field. Admins only.</summary>
    public async Task<Outcome<CustomField>> AddFieldAsync(
        Actor actor, CustomField field, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, cancellationToken) is null)
        {
            return Refusal.NotFound("campaign");
        }

        var known = await _store.ListFieldsAsync(actor.Campaign, cancellationToken);
        if (Scripts.CustomFieldNames.Check(field, known) is { Count: > 0 } refusals)
        {
            return Outcome.Refused<CustomField>(refusals);
        }

        return await _store.AddFieldAsync(actor.Campaign, field, cancellationToken)
            ? field
            : Refusal.Invalid("Another custom field has this slug or title.", "slug");
    }

    /// <summary>Gets more numbers to text from, by the campaign's preferred area codes (INT-4). Admins only.</summary>
    /// <param name="count">From 1 to 1,000.</param>
    /// <returns>All of the campaign's numbers.</returns>
    public async Task<Outcome<IReadOnlyList<SenderNumber>>> GetNumbersAsync(
        Actor actor, int count, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (count is < 1 or > MostNumbers)
        {
            return Refusal.Invalid($"From 1 to {MostNumbers} numbers can be got at once.", "count");
        }

        if (await _store.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        if (_pool is null)
        {
            return new Refusal(RefusalCode.NoSenderNumber, "This carrier has no numbers to get.");
        }

        var got = await _pool.GetAsync(campaign.Settings.PreferredAreaCodes, count, cancellationToken);
        await _numbers.AddNumbersAsync(actor.Campaign, got, cancellationToken);
        return Outcome.Of(await _numbers.NumbersAsync(actor.Campaign, cancellationToken));
    }
}
