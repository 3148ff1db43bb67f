using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;

namespace P2P.Sdk.Results.Exports;

/// <summary>Reads what exports are made of, in short transactions: no snapshot is held while a long file is written.</summary>
/// <remarks>Rows that come or go meanwhile may be in the file or not; none is in it twice.</remarks>
public interface IExportRows
{
    /// <summary>The next contacts in an order of the store's own, which writes do not change.</summary>
    /// <param name="after">The last one of the page before; <see langword="null"/>: from the beginning.</param>
    Task<IReadOnlyList<Contact>> ContactsAsync(
        CampaignId campaign, ContactFilter filter, ContactId? after, int most, CancellationToken cancellationToken);

    /// <param name="action"><see langword="null"/>: of all, and of none.</param>
    /// <returns>All messages with these contacts, a contact's in the order of the thread.</returns>
    Task<IReadOnlyList<Message>> MessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, ActionId? action, CancellationToken cancellationToken);

    /// <param name="action"><see langword="null"/>: of all.</param>
    /// <returns>All reports on these contacts, a contact's in the order of filing.</returns>
    Task<IReadOnlyList<Report>> ReportsAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, ActionId? action, CancellationToken cancellationToken);

    /// <summary>The next opt-outs in the order of their numbers, each with the text that said it.</summary>
    Task<IReadOnlyList<(OptOut OptOut, Message? Evidence)>> OptOutsAsync(
        CampaignId campaign, PhoneNumber? after, int most, CancellationToken cancellationToken);
}
