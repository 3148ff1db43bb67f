using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

/// <param name="contact">As the viewer may see it.</param>
[Name("Contact")]
[Implements(typeof(INode))]
[Description("A person with a phone number, in this campaign.")]
public sealed class ContactNode(Contact contact) : INode
{
    [Id]
    [Description("The contact's id.")]
    public string Id => NodeId.Of(contact.Id);

    [Description("Null when hidden from the viewer.")]
    public PhoneNumber? Phone => contact.Phone == default ? null : contact.Phone;

    [Description("Empty if not known.")]
    public string FirstName => contact.FirstName;

    [Description("The initial only, when hidden from the viewer.")]
    public string LastName => contact.LastName;

    [Description("What users said of the contact.")]
    public IReadOnlyList<string> Tags => contact.Tags;

    [Description("The custom fields that have a value.")]
    public IDataLoaderResult<IReadOnlyList<FieldValue>> Fields([FromServices] Loaders loaders, Actor actor) =>
        FieldValue.All(loaders, actor, contact.Fields);

    [Description("Whether this number must not be texted any more. Never taken back.")]
    public bool OptedOut => contact.OptedOut;

    [TimeZone]
    [Description("The zones in which the contact may be; texting hours hold in all of them. Empty: the campaign's.")]
    public IReadOnlyList<string> TimeZones => [.. contact.WindowKey.Zones.Select(zone => zone.Id)];
}
