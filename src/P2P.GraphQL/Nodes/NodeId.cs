using System.Buffers.Text;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Assignments;
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
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Nodes;

/// <summary>Ids as clients know them: three letters for the type, and the UUID, such as <c>con_AZqyw3J0dRuNQXh0Z0v1Vg</c>.</summary>
/// <remarks>
/// What is no id of the type that is asked for reads as the default one, which nothing has: so it is not found like any
/// other id that is not there.
/// </remarks>
internal static class NodeId
{
    public const string ActionKind = "act";
    public const string CampaignKind = "cam";
    public const string ContactKind = "con";
    public const string ConversationKind = "cnv";
    public const string CrmEntryKind = "crm";
    public const string CustomLinkKind = "cln";
    public const string DistrictKind = "dis";
    public const string ExportKind = "exp";
    public const string FieldKind = "fld";
    public const string FormKind = "frm";
    public const string FolderKind = "fol";
    public const string ImageKind = "img";
    public const string ImportKind = "imp";
    public const string InvitationKind = "ivt";
    public const string LinkKind = "lnk";
    public const string ListKind = "lst";
    public const string MessageKind = "msg";
    public const string ReassignmentKind = "rea";
    public const string NotificationKind = "ntf";
    public const string ScriptKind = "scr";
    public const string TargetKind = "tgt";
    public const string TeamKind = "tea";
    public const string UserKind = "usr";
    public const string UserListKind = "uls";

    private const int GuidBytes = 16;

    public static string Of(ActionId id) => Write(ActionKind, id.Value);

    public static string Of(CampaignId id) => Write(CampaignKind, id.Value);

    public static string Of(ContactId id) => Write(ContactKind, id.Value);

    public static string OfConversation(ContactId id) => Write(ConversationKind, id.Value);

    public static string Of(CrmEntryId id) => Write(CrmEntryKind, id.Value);

    public static string Of(CustomFieldId id) => Write(FieldKind, id.Value);

    public static string Of(CustomLinkId id) => Write(CustomLinkKind, id.Value);

    public static string Of(DistrictId id) => Write(DistrictKind, id.Value);

    public static string Of(ActionLinkId id) => Write(LinkKind, id.Value);

    public static string Of(InvitationId id) => Write(InvitationKind, id.Value);

    public static string Of(TeamId id) => Write(TeamKind, id.Value);

    public static string Of(UserListId id) => Write(UserListKind, id.Value);

    public static string Of(OptInFormId id) => Write(FormKind, id.Value);

    public static string Of(ExportId id) => Write(ExportKind, id.Value);

    public static string Of(FolderId id) => Write(FolderKind, id.Value);

    public static string Of(ScriptImageId id) => Write(ImageKind, id.Value);

    public static string Of(ContactImportId id) => Write(ImportKind, id.Value);

    public static string Of(ContactListId id) => Write(ListKind, id.Value);

    public static string Of(MessageId id) => Write(MessageKind, id.Value);

    /// <summary>With its action, in which it is found again.</summary>
    public static string Of(ActionId action, ScriptId id) => Write(ScriptKind, action.Value, id.Value);

    public static string Of(ReassignmentId id) => Write(ReassignmentKind, id.Value);

    public static string Of(NotificationId id) => Write(NotificationKind, id.Value);

    public static string Of(TargetId id) => Write(TargetKind, id.Value);

    public static string Of(UserId id) => Write(UserKind, id.Value);

    public static ActionId Action(string id) => new(Read(ActionKind, id));

    public static CampaignId Campaign(string id) => new(Read(CampaignKind, id));

    public static ContactId Contact(string id) => new(Read(ContactKind, id));

    public static ContactId Conversation(string id) => new(Read(ConversationKind, id));

    public static CrmEntryId CrmEntry(string id) => new(Read(CrmEntryKind, id));

    public static CustomLinkId CustomLink(string id) => new(Read(CustomLinkKind, id));

    public static DistrictId District(string id) => new(Read(DistrictKind, id));

    public static ActionLinkId Link(string id) => new(Read(LinkKind, id));

    public static InvitationId Invitation(string id) => new(Read(InvitationKind, id));

    public static TeamId Team(string id) => new(Read(TeamKind, id));

    public static UserListId UserList(string id) => new(Read(UserListKind, id));

    public static OptInFormId OptInForm(string id) => new(Read(FormKind, id));

    public static ExportId Export(string id) => new(Read(ExportKind, id));

    public static CustomFieldId Field(string id) => new(Read(FieldKind, id));

    public static FolderId Folder(string id) => new(Read(FolderKind, id));

    public static ScriptImageId Image(string id) => new(Read(ImageKind, id));

    public static ContactImportId Import(string id) => new(Read(ImportKind, id));

    public static ContactListId List(string id) => new(Read(ListKind, id));

    public static MessageId Message(string id) => new(Read(MessageKind, id));

    public static (ActionId Action, ScriptId Script) Script(string id)
    {
        Span<Guid> read = stackalloc Guid[2];
        Read(ScriptKind, id, read);
        return (new(read[0]), new(read[1]));
    }

    public static ReassignmentId Reassignment(string id) => new(Read(ReassignmentKind, id));

    public static NotificationId Notification(string id) => new(Read(NotificationKind, id));

    public static TargetId Target(string id) => new(Read(TargetKind, id));

    public static UserId User(string id) => new(Read(UserKind, id));

    /// <summary>The first three letters; empty for what is no id.</summary>
    public static string KindOf(string id) => id is [_, _, _, '_', ..] ? id[..3] : "";

    private static string Write(string kind, params ReadOnlySpan<Guid> ids)
    {
        Span<byte> bytes = stackalloc byte[ids.Length * GuidBytes];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i].TryWriteBytes(bytes[(i * GuidBytes)..], bigEndian: true, out _);
        }

        return $"{kind}_{Base64Url.EncodeToString(bytes)}";
    }

    private static Guid Read(string kind, string id)
    {
        Span<Guid> read = stackalloc Guid[1];
        Read(kind, id, read);
        return read[0];
    }

    private static void Read(string kind, string id, Span<Guid> read)
    {
        read.Clear();
        Span<byte> bytes = stackalloc byte[read.Length * GuidBytes];
        if (KindOf(id) != kind
            || id.Length != 4 + Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.IsValid(id.AsSpan(4))
            || !Base64Url.TryDecodeFromChars(id.AsSpan(4), bytes, out var written)
            || written != bytes.Length)
        {
            return;
        }

        for (var i = 0; i < read.Length; i++)
        {
            read[i] = new Guid(bytes.Slice(i * GuidBytes, GuidBytes), bigEndian: true);
        }
    }
}
