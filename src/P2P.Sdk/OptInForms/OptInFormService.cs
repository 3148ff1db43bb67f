using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Links;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.OptInForms;

/// <summary>Opt-in forms, made and read by admins (OPI-1). Filling one in is <see cref="OptInService"/>'s.</summary>
public sealed class OptInFormService
{
    private const int LongestTitle = 100;
    private const int LongestSubtitle = 300;
    private const int MostResponses = 5;
    private const int MostForms = 1_000;
    private const int MostCounts = 200;

    private readonly IOptInStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly ILinkStore _links;
    private readonly IClock _clock;
    private readonly LinkOptions _options;

    internal OptInFormService(
        IOptInStore store, ICampaignStore campaigns, ILinkStore links, IClock clock, IOptions<LinkOptions> options) =>
        (_store, _campaigns, _links, _clock, _options) = (store, campaigns, links, clock, options.Value);

    /// <summary>Makes a form. Admins only.</summary>
    /// <param name="input">Needs a slug, a title and an initial response; sender variables in a response are an error.</param>
    public async Task<Outcome<OptInForm>> CreateAsync(
        Actor actor, OptInFormInput input, CancellationToken cancellationToken = default)
    {
        var blank = new OptInForm { Id = OptInFormId.New(), Slug = (input.Slug ?? "").Trim(), Title = "", CreatedAt = _clock.Now() };
        var made = await CheckAsync(actor, blank, input with { Title = input.Title ?? "", InitialResponse = input.InitialResponse ?? "" }, cancellationToken);
        var slug = actor.IsAdmin ? LinkSlug.Check(blank.Slug) : null;
        if (made.IsRefused || slug is not null)
        {
            return Outcome.Refused<OptInForm>([.. made.Refusals, .. slug is null ? [] : new[] { slug }]);
        }

        return await _store.AddAsync(actor.Campaign, made.Value, MostForms, Audit(actor, "opt_in_form.created", made.Value), cancellationToken) switch
        {
            LinkResult.Done => await SharedAsync(actor.Campaign, made.Value, cancellationToken),
            LinkResult.SlugTaken => Refusal.Invalid("Another link or form of the campaign has this slug.", "slug"),
            _ => Refusal.Invalid($"A campaign has at most {MostForms:N0} forms."),
        };
    }

    /// <summary>Edits a form. Admins only.</summary>
    /// <param name="version">The version that the admin read; another one by now is a CONFLICT.</param>
    public async Task<Outcome<OptInForm>> EditAsync(
        Actor actor, OptInFormId id, int version, OptInFormInput input, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _store.FindAsync(actor.Campaign, [id], cancellationToken) is not [var form])
        {
            return Refusal.NotFound("form");
        }

        if (input.Slug is { } slug && LinkSlug.Key(slug.Trim()) != LinkSlug.Key(form.Slug))
        {
            return Refusal.Invalid("A form's slug stays, because texts lead to it.", "slug");
        }

        var edited = await CheckAsync(actor, form with { Version = version }, input, cancellationToken);
        if (edited.IsRefused)
        {
            return edited;
        }

        return await _store.SaveAsync(actor.Campaign, edited.Value, Audit(actor, "opt_in_form.edited", edited.Value), cancellationToken)
            ? await SharedAsync(actor.Campaign, edited.Value with { Version = version + 1 }, cancellationToken)
            : Outcome.Refused(
                Refusal.Conflict("Another admin has saved this form since you read it. Look at theirs and save again.") with
                {
                    Path = ["version"],
                },
                await _store.FindAsync(actor.Campaign, [id], cancellationToken) is [var now] ? now : null);
    }

    /// <summary>The forms, in the order in which they were made. Admins only.</summary>
    public async Task<Outcome<Page<OptInForm>>> PageAsync(Actor actor, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        var campaign = await _campaigns.FindAsync(actor.Campaign, cancellationToken);
        return (await _store.PageAsync(actor.Campaign, page, cancellationToken)).Select(form => Shared(campaign, form));
    }

    /// <returns>Those that the campaign has, in no order; none for a volunteer.</returns>
    public async Task<IReadOnlyList<OptInForm>> FindAsync(
        Actor actor, IReadOnlyList<OptInFormId> ids, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            return [];
        }

        var campaign = await _campaigns.FindAsync(actor.Campaign, cancellationToken);
        return [.. (await _store.FindAsync(actor.Campaign, ids, cancellationToken)).Select(form => Shared(campaign, form))];
    }

    /// <summary>Who filled a form in, latest first. Admins only.</summary>
    public async Task<Outcome<Page<OptIn>>> PageOptInsAsync(
        Actor actor, OptInFormId form, PageRequest page, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : await _store.FindAsync(actor.Campaign, [form], cancellationToken) is [_]
            ? await _store.PageOptInsAsync(actor.Campaign, form, page, cancellationToken)
            : Refusal.NotFound("form");

    /// <summary>How many contacts each one brought to a form; most first. Admins only.</summary>
    /// <param name="most">From 1 to 200.</param>
    public async Task<Outcome<IReadOnlyList<ReferralCount>>> CountReferralsAsync(
        Actor actor, OptInFormId form, int most, CancellationToken cancellationToken = default) =>
        !actor.IsAdmin ? Refusal.Forbidden()
        : most is < 1 or > MostCounts ? Refusal.Invalid($"From 1 to {MostCounts} are shown.", "first")
        : await _store.FindAsync(actor.Campaign, [form], cancellationToken) is [_]
            ? Outcome.Of(await _store.CountReferralsAsync(actor.Campaign, form, most, cancellationToken))
            : Refusal.NotFound("form");

    private async Task<Outcome<OptInForm>> CheckAsync(
        Actor actor, OptInForm form, OptInFormInput input, CancellationToken cancellationToken)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        var followUps = input.FollowUpResponses ?? [.. form.Responses.Skip(1)];
        var edited = form with
        {
            Title = (input.Title ?? form.Title).Trim(),
            Subtitle = (input.Subtitle ?? form.Subtitle).Trim(),
            Responses = [input.InitialResponse ?? form.Responses[0], .. followUps],
            IsOpen = input.IsOpen ?? form.IsOpen,
        };
        var refusals = KeptText.Check((edited.Subtitle, "subtitle")).ToList();
        if (OneLine.Read(edited.Title, LongestTitle) is null)
        {
            refusals.Add(Refusal.Invalid($"A title has 1 to {LongestTitle} characters, on one line.", "title"));
        }

        if (edited.Subtitle.Length > LongestSubtitle)
        {
            refusals.Add(Refusal.Invalid($"A subtitle has at most {LongestSubtitle} characters.", "subtitle"));
        }

        if (edited.Responses.Count > MostResponses)
        {
            refusals.Add(Refusal.Invalid($"A form has at most {MostResponses - 1} follow-up responses.", "followUpResponses"));
            return Outcome.Refused<OptInForm>(refusals);
        }

        var links = await _links.ListNamesAsync(actor.Campaign, cancellationToken);
        var variables = ScriptVariables.OfForm(
            await _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken),
            links.Append(new LinkName(edited.Slug, edited.Title, LinkKind.OptInForm)), edited);
        for (var i = 0; i < edited.Responses.Count; i++)
        {
            refusals.AddRange(CheckResponse(
                edited.Responses[i], variables, campaign, i == 0 ? ["initialResponse"] : ["followUpResponses", $"{i - 1}"]));
        }

        return refusals.Count > 0 ? Outcome.Refused<OptInForm>(refusals) : edited;
    }

    private static IEnumerable<Refusal> CheckResponse(string text, ScriptVariables variables, Campaign campaign, string[] path)
    {
        var template = ScriptTemplate.Parse(text, variables);
        if (template.IsRefused)
        {
            return template.Refusals.Select(refusal => refusal with { Path = path });
        }

        if (template.Value.LeadsOn && campaign.Settings.LinkDomain.Length == 0)
        {
            return [Refusal.Invalid("The campaign has no link domain. Set one in the settings, or take the link out.", path)];
        }

        var sample = new ScriptValues(ScriptSamples.Contact(variables), null, campaign) { BlankMissing = true };
        var final = FinalText.Of(template.Value.Render(sample).Text, campaign.Settings.SmartEncoding);
        return string.IsNullOrWhiteSpace(final) ? [Refusal.Invalid("A response is not empty.", path)]
            : !KeptText.Fits(text) ? [KeptText.Refuse(path)]
            : FinalText.CheckLength(final, path) is { } tooLong ? [tooLong]
            : [];
    }

    private async Task<OptInForm> SharedAsync(CampaignId campaign, OptInForm form, CancellationToken cancellationToken) =>
        Shared(await _campaigns.FindAsync(campaign, cancellationToken), form);

    private OptInForm Shared(Campaign? campaign, OptInForm form) => campaign?.Settings.LinkDomain is { Length: > 0 } domain
        ? form with { ShareLink = _options.FormPageOf(domain, campaign.Links, form.Slug) }
        : form;

    private AuditEntry Audit(Actor actor, string what, OptInForm form) =>
        new(_clock.Now(), actor.User, what, form.Id.ToString(), form.Slug);
}
