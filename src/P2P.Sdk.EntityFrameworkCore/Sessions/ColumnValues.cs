using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Assignments;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Crm;
using P2P.Sdk.Districts;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.OptInForms;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>How one database keeps ids, times and flags; texts and whole numbers are the same in all of them.</summary>
internal abstract class ColumnValues
{
    /// <summary>How a statement names its parameter.</summary>
    /// <param name="index">From 0.</param>
    public abstract string Placeholder(int index);

    /// <summary>A value as the database's client takes it; <see cref="DBNull"/> for none.</summary>
    public abstract object ToDatabase(object? value);

    /// <summary>That a column is one of these ids, however many: a statement of one text.</summary>
    public abstract FormattableString IsAmong(string column, IReadOnlyList<Guid> ids);

    /// <summary>That a contact has a value of a custom field; means what <see cref="FieldCondition.Matches"/> says.</summary>
    public FormattableString HasField(FieldCondition field)
    {
        var id = field.Field.Value.ToString();
        FormattableString has = $"contacts.fields LIKE {$"%\"{id}\":%"}"; // A quote in a value is written with a backslash.
        return field.Folded is { } value ? IsFieldValue(id, value)
            : field.AnyValue ? has
            : FormattableStringFactory.Create("NOT " + has.Format, has.GetArguments());
    }

    public abstract Guid ReadId(DbDataReader reader, int column);

    public abstract Instant ReadInstant(DbDataReader reader, int column);

    public abstract bool ReadFlag(DbDataReader reader, int column);

    /// <summary>That the lines of a field's value, small letters A to Z, have this among them.</summary>
    protected abstract FormattableString IsFieldValue(string field, string value);

    /// <summary>The SDK's ids, numbers, keys and names as what they hold: an id, a text or a whole number.</summary>
    protected static object? Bare(object? value) => value switch
    {
        null or Guid or Guid[] or Instant or string or int or long or bool => value,
        CampaignId id => id.Value,
        ContactId id => id.Value,
        ContactListId id => id.Value,
        ContactImportId id => id.Value,
        ActionId id => id.Value,
        FolderId id => id.Value,
        BlobId id => id.Value,
        ExportId id => id.Value,
        CrmEntryId id => id.Value,
        TargetId id => id.Value,
        ReassignmentId id => id.Value,
        MessageId id => id.Value,
        CarrierEventId id => id.Value,
        ScriptId id => id.Value,
        UserId id => id.Value,
        TeamId id => id.Value,
        UserListId id => id.Value,
        InvitationId id => id.Value,
        DistrictId id => id.Value,
        ActionLinkId id => id.Value,
        CustomLinkId id => id.Value,
        OptInFormId id => id.Value,
        NotificationId id => id.Value,
        CustomFieldId id => id.Value,
        PhoneNumber or WindowKey or IdempotencyKey => value.ToString(),
        Enum named => Convert.ToInt32(named, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No column holds a {value.GetType()}.", nameof(value)),
    };
}
