using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.EntityFrameworkCore.Results.Exports;

/// <summary>Pages by primary key, each a transaction of its own.</summary>
internal sealed class ExportRowsReader(Database database) : IExportRows
{
    public Task<IReadOnlyList<Contact>> ContactsAsync(
        CampaignId campaign, ContactFilter filter, ContactId? after, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Contact>>(
            async session =>
            [
                .. (await session.QueryAsync<ContactRow>(
                    new ContactQuery(session.Values, campaign, filter).OfKeys(after, most))).Select(row => row.ToContact()),
            ],
            cancellationToken);

    public Task<IReadOnlyList<Message>> MessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, ActionId? action, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Message>>(
            async session => [.. (await session.QueryAsync<MessageRow>(
                Of(session.Values, campaign, contacts, action, $" ORDER BY contact_id, sequence"))).Select(row => row.ToMessage())],
            cancellationToken);

    public Task<IReadOnlyList<Report>> ReportsAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, ActionId? action, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Report>>(
            async session => [.. (await session.QueryAsync<ReportRow>(
                Of(session.Values, campaign, contacts, action, $" ORDER BY contact_id, filed_at"))).Select(row => row.ToReport())],
            cancellationToken);

    public Task<IReadOnlyList<(OptOut OptOut, Message? Evidence)>> OptOutsAsync(
        CampaignId campaign, PhoneNumber? after, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(OptOut, Message?)>>(
            async session =>
            {
                var optOuts = (await session.QueryAsync<OptOutRow>(
                    $"WHERE campaign_id = {campaign} AND phone > {after?.ToString() ?? ""} ORDER BY phone LIMIT {most}"))
                    .Select(row => row.ToOptOut()).ToList();
                var where = new Conditions();
                where.Add($"campaign_id = {campaign}");
                where.Add(session.Values.IsAmong("message_id", [.. optOuts.Select(o => o.Message?.Value).OfType<Guid>()]));
                var evidence = (await session.QueryAsync<MessageRow>(where.Statement("WHERE ", $"")))
                    .ToDictionary(row => new MessageId(row.MessageId), row => row.ToMessage());
                return [.. optOuts.Select(o => (o, o.Message is { } id ? evidence.GetValueOrDefault(id) : null))];
            },
            cancellationToken);

    private static FormattableString Of(
        ColumnValues values, CampaignId campaign, IReadOnlyList<ContactId> contacts, ActionId? action, FormattableString order)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(values.IsAmong("contact_id", [.. contacts.Select(contact => contact.Value)]));
        if (action is { } only)
        {
            where.Add($"action_id = {only}");
        }

        return where.Statement("WHERE ", order);
    }
}
