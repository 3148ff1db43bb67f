using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Links;

namespace P2P.GraphQL.Campaigns;

[Name("Campaign")]
[Implements(typeof(INode))]
[Description("The organization that texts.")]
public sealed class CampaignNode(Campaign campaign) : INode
{
    [Id]
    [Description("The campaign's id.")]
    public string Id => NodeId.Of(campaign.Id);

    [Description("1 to 200 characters.")]
    public string Name => campaign.Name;

    [Description("What it is about; may be empty.")]
    public string Description => campaign.Description;

    [Description("What users type to join, e.g. RENT24.")]
    public string JoinCode => campaign.JoinCode;

    [Description("What to paste into a script to lead to the page on which people join the campaign.")]
    public string JoinPageVariable => LinkName.VariableOf(LinkName.Campaign);

    [Description("The number that the organization announces; null: none.")]
    public PhoneNumber? BroadcastNumber => campaign.BroadcastNumber;

    [Description("Changes with every save of the campaign or its settings; send it back with the next one.")]
    public int Version => campaign.Settings.Version;

    [Description("How the campaign texts.")]
    public TextingSettingsView TextingSettings => new(campaign.Settings);

    [Description("The tags that users put on contacts.")]
    public async Task<IReadOnlyList<TagView>> Tags(
        [FromServices] ContactService contacts, Actor actor, CancellationToken cancellationToken) =>
        [.. (await contacts.ListTagsAsync(actor, cancellationToken)).Select(tag => new TagView(tag))];

    [Description("What the campaign knows of its contacts beyond name and address.")]
    public async Task<IReadOnlyList<CustomFieldNode>> CustomFields(
        [FromServices] ContactService contacts, Actor actor, CancellationToken cancellationToken) =>
        [.. (await contacts.ListFieldsAsync(actor, cancellationToken)).Select(field => new CustomFieldNode(field))];
}
