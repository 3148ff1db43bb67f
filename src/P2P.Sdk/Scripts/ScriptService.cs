using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;
using P2P.Sdk.Users;

namespace P2P.Sdk.Scripts;

/// <summary>Shows scripts as somebody would get them (SCR-2).</summary>
public sealed class ScriptService
{
    private readonly ICampaignStore _campaigns;
    private readonly ILinkStore _links;
    private readonly ConversationService _conversations;

    internal ScriptService(ICampaignStore campaigns, ILinkStore links, ConversationService conversations) =>
        (_campaigns, _links, _conversations) = (campaigns, links, conversations);

    /// <summary>Every variable that scripts of the campaign may use, by group (SCR-6): the list by which they are checked.</summary>
    /// <returns>For a volunteer without links: which there are is for admins to see.</returns>
    public async Task<IReadOnlyList<ScriptVariable>> ListVariablesAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        var all = (await VariablesAsync(actor, cancellationToken)).All;
        return actor.IsAdmin ? all : [.. all.Where(variable => variable.Group != ScriptVariableGroup.Link)];
    }

    /// <summary>Fills a script in and says all that its author should know.</summary>
    /// <param name="contact">One that the actor may read; <see langword="null"/>: a sample. What is hidden from the actor is
    /// not shown by a variable either (BEY-5).</param>
    /// <param name="sender">Volunteers name nobody but themselves; <see langword="null"/>: a sample.</param>
    /// <param name="smartEncoding">Whether look-alikes are replaced where that keeps the text in GSM-7.</param>
    /// <param name="hasImage">Whether an image goes with it.</param>
    public async Task<Outcome<ScriptPreview>> PreviewAsync(
        Actor actor, string text, ContactId? contact, UserId? sender, bool smartEncoding, bool hasImage = false,
        CancellationToken cancellationToken = default)
    {
        if (await _campaigns.FindAsync(actor.Campaign, cancellationToken) is not { } campaign)
        {
            return Refusal.NotFound("campaign");
        }

        var variables = await VariablesAsync(actor, cancellationToken);
        var recipient = ScriptSamples.Contact(variables);
        if (contact is { } id)
        {
            var found = await _conversations.FindAsync(actor, id, cancellationToken);
            if (found.IsRefused)
            {
                return Refusal.NotFound("contact") with { Path = ["contactId"] };
            }

            recipient = found.Value;
        }

        var user = ScriptSamples.Sender;
        if (sender is { } named)
        {
            var found = actor.IsAdmin || named == actor.User
                ? await _campaigns.FindUsersAsync(actor.Campaign, [named], cancellationToken)
                : [];
            if (found is not [var one])
            {
                return Refusal.NotFound("user") with { Path = ["userId"] };
            }

            user = one;
        }

        return ScriptPreview.Of(text, variables, new ScriptValues(recipient, user, campaign), smartEncoding, hasImage);
    }

    private async Task<ScriptVariables> VariablesAsync(Actor actor, CancellationToken cancellationToken) => ScriptVariables.Of(
        await _campaigns.ListFieldsAsync(actor.Campaign, cancellationToken),
        await _links.ListNamesAsync(actor.Campaign, cancellationToken));
}
