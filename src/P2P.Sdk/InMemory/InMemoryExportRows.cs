using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryExportRows(InMemoryState state) : IExportRows
{
    public Task<IReadOnlyList<Contact>> ContactsAsync(
        CampaignId campaign, ContactFilter filter, ContactId? after, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<Contact>>(
            () => state.Find(campaign) is not { } rows
                ? []
                :
                [
                    .. rows.Contacts.Where(c => after is not { } last || c.Key.Value.CompareTo(last.Value) > 0)
                        .Select(c => c.Value)
                        .Where(row => InMemoryContactStore.Matches(rows, filter, row))
                        .Select(row => row.Contact)
                        .OrderBy(contact => contact.Id.Value)
                        .Take(most),
                ],
            cancellationToken);

    public Task<IReadOnlyList<Message>> MessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, ActionId? action, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<Message>>(
            () => state.Find(campaign) is not { } rows
                ? []
                :
                [
                    .. contacts.Select(rows.Contacts.GetValueOrDefault).OfType<ContactRow>()
                        .SelectMany(row => row.Thread.Values)
                        .Where(message => action is null || message.Action == action),
                ],
            cancellationToken);

    public Task<IReadOnlyList<Report>> ReportsAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, ActionId? action, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<Report>>(
            () =>
            {
                var wanted = contacts.ToHashSet();
                return state.Find(campaign) is not { } rows
                    ? []
                    :
                    [
                        .. rows.Reports.Values
                            .Where(report => wanted.Contains(report.Contact) && (action is null || report.Action == action))
                            .OrderBy(report => report.FiledAt),
                    ];
            },
            cancellationToken);

    public Task<IReadOnlyList<(OptOut OptOut, Message? Evidence)>> OptOutsAsync(
        CampaignId campaign, PhoneNumber? after, int most, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(OptOut, Message?)>>(
            () => state.Find(campaign) is not { } rows
                ? []
                :
                [
                    .. rows.OptOuts.Values
                        .Where(o => after is not { } last || string.CompareOrdinal(o.Phone.ToString(), last.ToString()) > 0)
                        .OrderBy(o => o.Phone.ToString(), StringComparer.Ordinal)
                        .Take(most)
                        .Select(o => (o, o.Message is { } id ? rows.Messages.GetValueOrDefault(id) : null)),
                ],
            cancellationToken);
}
