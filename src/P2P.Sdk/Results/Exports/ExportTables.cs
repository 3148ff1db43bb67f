using System.Runtime.CompilerServices;
using System.Text.Json;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.Results.Exports;

/// <summary>The columns and rows of each kind of export.</summary>
internal sealed class ExportTables(
    IExportRows rows, IAuditStore audit, ICampaignStore campaigns, IActionStore actions, ResultRows results)
{
    private const int AtOnce = 500;

    public async Task<ExportTable> OpenAsync(CampaignId campaign, Export export, CancellationToken cancellationToken)
    {
        var settings = (await campaigns.FindAsync(campaign, cancellationToken))?.Settings ?? new TextingSettings();
        var zone = TimeZones.Find(settings.TimeZone) ?? DateTimeZone.Utc;
        var fields = await campaigns.ListFieldsAsync(campaign, cancellationToken);
        var names = new ExportNames(campaign, campaigns, actions);
        return export.Kind switch
        {
            ExportKind.Messages => new("Messages", zone, MessageColumns, MessagesAsync(campaign, export.Where, names, cancellationToken)),
            ExportKind.Contacts => new("Contacts", zone, ColumnsOf(fields), ContactsAsync(campaign, export.Where, fields, names, cancellationToken)),
            ExportKind.Reports => new("Reports", zone, ReportColumnsOf(fields), ReportsAsync(campaign, export.Where, fields, names, cancellationToken)),
            ExportKind.OptOuts => new("Opt-outs", zone, OptOutColumns, OptOutsAsync(campaign, names, cancellationToken)),
            ExportKind.Audit => new("Audit", zone, AuditColumns, AuditAsync(campaign, names, cancellationToken)),
            ExportKind.Users => new("Users", zone, ResultRows.UserColumnsOf(export.Where.Action), results.UsersAsync(campaign, export.Where.Action, cancellationToken)),
            ExportKind.Errors => new("Errors", zone, ResultRows.ErrorColumns, results.ErrorsAsync(campaign, export.Where.Action, cancellationToken)),
            _ => throw new InvalidOperationException($"There is no export of {export.Kind}."),
        };
    }

    private static IReadOnlyList<ExportColumn> MessageColumns { get; } =
    [
        new("created_at", IsTime: true), new("direction"), new("status"), new("text"), new("segments"), new("phone"), new("first_name"),
        new("last_name"), new("user"), new("user_email"), new("action"), new("script"), new("error_code"), new("error"), new("withheld_for"),
        new("campaign_number"), new("message_id"),
    ];

    private static IReadOnlyList<ExportColumn> OptOutColumns { get; } =
    [
        new("opted_out_at", IsTime: true), new("phone"), new("how"), new("user"), new("user_email"), new("action"), new("text"),
        new("text_at", IsTime: true),
    ];

    private static IReadOnlyList<ExportColumn> AuditColumns { get; } =
        [new("number"), new("at", IsTime: true), new("user"), new("user_email"), new("what"), new("subject"), new("detail")];

    /// <summary>The columns of <see cref="Contacts.Import.ContactImporter"/>, so that the file can be read again; the rest after
    /// them is the campaign's own and no column of a file.</summary>
    private static ExportColumn[] ColumnsOf(IReadOnlyList<CustomField> fields) =>
    [
        new("phone"), new("first_name"), new("last_name"), new("email"), new("state"), new("zip"), new("van_id"), new("language"),
        new("time_zone"), new("tags"), .. fields.Select(field => new ExportColumn("custom_field_" + field.Slug)),
        new("opted_out"), new("line_type"), new("held_by"), new("needs_attention"), new("last_message_at", IsTime: true),
        new("created_at", IsTime: true),
    ];

    private static ExportColumn[] ReportColumnsOf(IReadOnlyList<CustomField> fields) =>
    [
        new("filed_at", IsTime: true), new("phone"), new("first_name"), new("last_name"), new("user"), new("user_email"), new("action"),
        new("tags"), .. fields.Select(field => new ExportColumn("custom_field_" + field.Slug)),
    ];

    private async IAsyncEnumerable<IReadOnlyList<object?>> MessagesAsync(
        CampaignId campaign, ContactFilter where, ExportNames names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var contacts in PagesAsync(campaign, where, cancellationToken))
        {
            var messages = await rows.MessagesAsync(campaign, [.. contacts.Select(c => c.Id)], where.Action, cancellationToken);
            await names.LearnAsync(messages.Select(m => m.Sender), messages.Select(m => m.Action), cancellationToken);
            foreach (var (contact, of) in PerContact(contacts, messages.ToLookup(m => m.Contact)))
            {
                foreach (var message in of)
                {
                    yield return RowOf(contact, message, names);
                }
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> ContactsAsync(
        CampaignId campaign, ContactFilter where, IReadOnlyList<CustomField> fields, ExportNames names,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var contacts in PagesAsync(campaign, where, cancellationToken))
        {
            await names.LearnAsync(contacts.Select(c => c.Holder), [], cancellationToken);
            foreach (var contact in contacts)
            {
                yield return
                [
                    contact.Phone, contact.FirstName, contact.LastName, contact.Email, contact.State, contact.Zip, contact.VanId,
                    contact.Language, contact.TimeZone, string.Join(';', contact.Tags),
                    .. fields.Select(field => contact.Fields.GetValueOrDefault(field.Id)), contact.OptedOut, Name(contact.LineType),
                    names.User(contact.Holder), contact.NeedsAttention, contact.LastMessageAt, contact.CreatedAt,
                ];
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> ReportsAsync(
        CampaignId campaign, ContactFilter where, IReadOnlyList<CustomField> fields, ExportNames names,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var contacts in PagesAsync(campaign, where, cancellationToken))
        {
            var reports = await rows.ReportsAsync(campaign, [.. contacts.Select(c => c.Id)], where.Action, cancellationToken);
            await names.LearnAsync(reports.Select(r => (UserId?)r.User), reports.Select(r => (ActionId?)r.Action), cancellationToken);
            foreach (var (contact, of) in PerContact(contacts, reports.ToLookup(r => r.Contact)))
            {
                foreach (var report in of)
                {
                    yield return
                    [
                        report.FiledAt, contact.Phone, contact.FirstName, contact.LastName, names.User(report.User),
                        names.Email(report.User), names.Action(report.Action), string.Join(';', report.Tags),
                        .. fields.Select(field => report.Fields.GetValueOrDefault(field.Id)),
                    ];
                }
            }
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> OptOutsAsync(
        CampaignId campaign, ExportNames names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PhoneNumber? after = null;
        while (await rows.OptOutsAsync(campaign, after, AtOnce, cancellationToken) is { Count: > 0 } page)
        {
            await names.LearnAsync(page.Select(o => o.OptOut.User), page.Select(o => o.OptOut.Action), cancellationToken);
            foreach (var (optOut, evidence) in page)
            {
                yield return
                [
                    optOut.At, optOut.Phone, Name(optOut.Source), names.User(optOut.User), names.Email(optOut.User),
                    names.Action(optOut.Action), evidence?.Text, evidence?.CreatedAt,
                ];
            }

            after = page[^1].OptOut.Phone;
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> AuditAsync(
        CampaignId campaign, ExportNames names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = new PageRequest(PageRequest.MaxSize); ;)
        {
            var read = await audit.PageAsync(campaign, new AuditFilter(), page, cancellationToken);
            await names.LearnAsync(read.Items.Select(item => item.Item.Entry.User), [], cancellationToken);
            foreach (var ((number, entry), _) in read.Items)
            {
                yield return [(int)number, entry.At, names.User(entry.User), names.Email(entry.User), entry.What, entry.Subject, entry.Detail];
            }

            if (!read.HasNext)
            {
                break;
            }

            page = page with { From = read.Items[^1].Cursor };
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Contact>> PagesAsync(
        CampaignId campaign, ContactFilter where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ContactId? after = null;
        while (await rows.ContactsAsync(campaign, where, after, AtOnce, cancellationToken) is { Count: > 0 } page)
        {
            yield return page;
            after = page[^1].Id;
        }
    }

    private static IEnumerable<(Contact Contact, IEnumerable<T> Of)> PerContact<T>(
        IReadOnlyList<Contact> contacts, ILookup<ContactId, T> of) => contacts.Select(contact => (contact, of[contact.Id]));

    private static IReadOnlyList<object?> RowOf(Contact contact, Message message, ExportNames names) =>
    [
        message.CreatedAt, message.IsOutbound ? "OUTBOUND" : "INBOUND", Name(message.Status), message.Text, message.Segments,
        contact.Phone, contact.FirstName, contact.LastName, names.User(message.Sender), names.Email(message.Sender),
        names.Action(message.Action), names.Script(message.Script), message.ErrorCode,
        message.ErrorCode is { } code ? CarrierErrors.Find(code).Meaning : null,
        message.WithheldFor is { } reason ? Name(reason) : null, message.CampaignNumber, message.Id.ToString(),
    ];

    /// <summary>As the wire names it: CARRIER_FILTERED.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
