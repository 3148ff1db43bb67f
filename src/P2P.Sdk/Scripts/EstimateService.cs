using System.Runtime.CompilerServices;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Links;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.Scripts;

/// <summary>What an action would send to its whole list, worked out over the real contacts (SCR-5, VAR-9). Admins only.</summary>
public sealed class EstimateService
{
    private const int AtOnce = 500;

    private readonly IActionStore _actions;
    private readonly ICampaignStore _campaigns;
    private readonly IContactStore _contacts;
    private readonly ILinkStore _links;
    private readonly IExportRows _rows;

    internal EstimateService(
        IActionStore actions, ICampaignStore campaigns, IContactStore contacts, ILinkStore links, IExportRows rows) =>
        (_actions, _campaigns, _contacts, _links, _rows) = (actions, campaigns, contacts, links, rows);

    /// <summary>The estimate as it grows: the first after some hundred contacts, the last over all of them.</summary>
    /// <param name="action">One with a list, draft or published.</param>
    /// <returns>Ends at once for an action that the campaign does not have, or has no list or initial script; see
    /// <see cref="CheckAsync"/> for why.</returns>
    public async IAsyncEnumerable<EstimateProgress> EstimateAsync(
        Actor actor, ActionId action, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var opened = await OpenAsync(actor, action, cancellationToken);
        if (opened.IsRefused)
        {
            yield break;
        }

        var (estimator, list) = opened.Value;
        ContactId? after = null;
        while (true)
        {
            var page = await _rows.ContactsAsync(actor.Campaign, new() { List = list.Id }, after, AtOnce, cancellationToken);
            foreach (var contact in page)
            {
                estimator.Add(contact);
            }

            var estimate = estimator.Estimate();
            var isDone = page.Count < AtOnce;
            yield return new(estimate, Math.Max(list.Size, estimate.Contacts), isDone);
            if (isDone)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    /// <summary>Whether there is something to estimate.</summary>
    /// <returns>The action, or every reason why not.</returns>
    public async Task<Outcome<TextingAction>> CheckAsync(
        Actor actor, ActionId action, CancellationToken cancellationToken = default)
    {
        var opened = await OpenAsync(actor, action, cancellationToken);
        return opened.IsRefused ? Outcome.Refused<TextingAction>(opened.Refusals)
            : await _actions.FindAsync(actor.Campaign, action, cancellationToken) is { } found ? found
            : Refusal.NotFound("action");
    }

    private async Task<Outcome<Opened>> OpenAsync(Actor actor, ActionId id, CancellationToken cancellationToken)
    {
        if (!actor.IsAdmin)
        {
            return Refusal.Forbidden();
        }

        if (await _actions.FindAsync(actor.Campaign, id, cancellationToken) is not { } action
            || await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("action") with { Path = ["actionId"] };
        }

        var refusals = new List<Refusal>();
        var lists = action.List is { } listId ? await _contacts.FindListsAsync(actor.Campaign, [listId], cancellationToken) : [];
        if (lists.Count == 0)
        {
            refusals.Add(Refusal.Invalid("Choose a list first: the estimate is over its contacts.", "listId"));
        }

        if (!action.InitialScripts.Any())
        {
            refusals.Add(Refusal.Invalid("Write an initial script first.", "initialScripts"));
        }

        var variables = ScriptVariables.Of(
            await _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken),
            await _links.ListNamesAsync(actor.Campaign, cancellationToken));
        var estimator = ListEstimator.For(action, variables, campaign, ScriptSamples.Sender);
        refusals.AddRange(estimator.Refusals);
        return refusals.Count > 0 ? Outcome.Refused<Opened>(refusals) : new Opened(estimator.Value!, lists[0]);
    }

    private sealed record Opened(ListEstimator Estimator, ContactList List);
}

/// <summary>An estimate over the contacts that were looked at so far.</summary>
/// <param name="Of">How many there are.</param>
/// <param name="IsDone">Whether all were.</param>
public sealed record EstimateProgress(ListEstimate Estimate, int Of, bool IsDone);
