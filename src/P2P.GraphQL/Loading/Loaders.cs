using GraphQL.DataLoader;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Districts;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Results;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Teams;

namespace P2P.GraphQL.Loading;

/// <summary>What the objects of a list need besides themselves, loaded for all of them at once. One an operation.</summary>
public sealed class Loaders(
    ActionService actions,
    CampaignService campaigns,
    ContactService contacts,
    ConversationService conversations,
    DistrictService districts,
    FolderService folders,
    ScriptImageService images,
    MessageMediaService media,
    ActionLinkService links,
    LinkService messageLinks,
    ResultService results,
    TeamService teams)
{
    internal Batch<ActionId, TextingAction> Actions { get; } = new(async (actor, ids, cancellationToken) =>
        (await actions.FindAsync(actor, ids, cancellationToken)).ToDictionary(action => action.Id));

    internal Batch<ActionId, ActionCounts> Counts { get; } = new(results.CountAsync);

    internal Batch<ActionId, ActionOverview> Overviews { get; } = new(results.ReadOverviewsAsync);

    internal Batch<UserId, User> Users { get; } = new(async (actor, ids, cancellationToken) =>
        (await campaigns.FindUsersAsync(actor, ids, cancellationToken)).ToDictionary(user => user.Id));

    internal Batch<ContactListId, ContactList> Lists { get; } = new(async (actor, ids, cancellationToken) =>
        (await contacts.FindListsAsync(actor, ids, cancellationToken)).ToDictionary(list => list.Id));

    /// <summary>Their names.</summary>
    internal Batch<FolderId, string> Folders { get; } = new(folders.NamesAsync);

    internal Batch<DistrictId, District> Districts { get; } = new(async (actor, ids, cancellationToken) =>
        (await districts.FindAsync(actor, ids, cancellationToken)).ToDictionary(district => district.Id));

    /// <summary>The links to an action.</summary>
    internal Batch<ActionId, IReadOnlyList<ActionLink>> Links { get; } = new(links.ListAsync);

    internal Batch<ScriptImageId, ScriptImage> Images { get; } = new(async (actor, ids, cancellationToken) =>
        (await images.FindAsync(actor, ids, cancellationToken)).ToDictionary(image => image.Id));

    /// <summary>The files of an inbound text.</summary>
    internal Batch<MessageId, IReadOnlyList<MessageMedia>> Media { get; } = new(media.FindAsync);

    /// <summary>The links of a text.</summary>
    internal Batch<MessageId, IReadOnlyList<MessageLink>> MessageLinks { get; } = new(messageLinks.OfMessagesAsync);

    internal Batch<TeamId, Team> Teams { get; } = new(async (actor, ids, cancellationToken) =>
        (await teams.FindAsync(actor, ids, cancellationToken)).ToDictionary(team => team.Id));

    /// <summary>All custom fields of the campaign.</summary>
    internal Batch<CampaignId, IReadOnlyList<CustomField>> Fields { get; } = new(async (actor, _, cancellationToken) =>
        new Dictionary<CampaignId, IReadOnlyList<CustomField>>
        {
            [actor.Campaign] = await contacts.ListFieldsAsync(actor, cancellationToken),
        });

    /// <summary>All tags and custom fields of the campaign.</summary>
    internal Batch<CampaignId, (IReadOnlyList<Tag> Tags, IReadOnlyList<CustomField> Fields)> Marks { get; } =
        new(async (actor, _, cancellationToken) =>
            new Dictionary<CampaignId, (IReadOnlyList<Tag>, IReadOnlyList<CustomField>)>
            {
                [actor.Campaign] = (
                    await contacts.ListTagsAsync(actor, cancellationToken), await contacts.ListFieldsAsync(actor, cancellationToken)),
            });

    internal Batch<CampaignId, Campaign> Campaigns { get; } = new(async (actor, _, cancellationToken) =>
        (await campaigns.FindAsync(actor, cancellationToken)).Value is { } campaign
            ? new Dictionary<CampaignId, Campaign> { [campaign.Id] = campaign }
            : []);

    /// <summary>A page of each of many conversations.</summary>
    internal Batch<(ContactId Contact, PageRequest Page), Page<Message>> Messages { get; } = new(async (actor, keys, cancellationToken) =>
    {
        var pages = new Dictionary<(ContactId, PageRequest), Page<Message>>();
        foreach (var asked in keys.GroupBy(key => key.Page, key => key.Contact))
        {
            foreach (var (contact, page) in await conversations.PageMessagesAsync(actor, [.. asked], asked.Key, cancellationToken))
            {
                pages[(contact, asked.Key)] = page;
            }
        }

        return pages;
    });

    internal IDataLoaderResult<UserNode?> User(Actor actor, UserId? id) => id is { } user
        ? Users.Load(actor, user, found => found is null ? null : new UserNode(found))
        : new Known<UserNode?>(null);
}
