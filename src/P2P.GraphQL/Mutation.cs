using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Actions.Folders;
using P2P.GraphQL.Assignments;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Campaigns;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Contacts.Import;
using P2P.GraphQL.Conversations;
using P2P.GraphQL.Messaging;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.OptOuts;
using P2P.GraphQL.Reports;
using P2P.GraphQL.Results.Exports;
using P2P.GraphQL.Results;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Results;

namespace P2P.GraphQL;

[Description("What can be changed.")]
public sealed partial class Mutation
{
    private const string Input = "What to do.";

    [RequireAdmin]
    [Description("Saves settings in one step. Admins only.")]
    public static async Task<UpdateTextingSettingsPayload> UpdateTextingSettings(
        [FromServices] CampaignService campaigns, Actor actor, [Description(Input)] UpdateTextingSettingsInput input,
        CancellationToken cancellationToken) =>
        new(await campaigns.UpdateSettingsAsync(actor, input.Version, input.ToEdit(), cancellationToken));

    [RequireAdmin]
    [Description("At most 1 MB of UTF-8, answered when done; larger ones and other encodings are streamed to POST /imports/{listName}, which answers 202 with the import's id.")]
    public static async Task<ImportContactsPayload> ImportContacts(
        [FromServices] ContactImporter importer, Actor actor, [Description(Input)] ImportContactsInput input,
        CancellationToken cancellationToken) =>
        new(input.TooLarge is { } tooLarge
            ? tooLarge
            : await importer.ImportAsync(actor, input.ListName, input.Open(), cancellationToken));

    [RequireAdmin]
    [Description("Makes a contact list without contacts. Admins only.")]
    public static async Task<CreateListPayload> CreateList(
        [FromServices] ContactService contacts, Actor actor, [Description(Input)] CreateListInput input,
        CancellationToken cancellationToken) =>
        new(await contacts.CreateListAsync(actor, input.Name, cancellationToken));

    [RequireAdmin]
    [Description("Puts contacts on a list. In published actions on it they become targets. Admins only.")]
    public static async Task<AddToListPayload> AddToList(
        [FromServices] ContactService contacts, Actor actor, [Description(Input)] AddToListInput input,
        CancellationToken cancellationToken) =>
        new(await contacts.AddToListAsync(actor, NodeId.List(input.ListId), input.Contacts, cancellationToken));

    [RequireAdmin]
    [Description("Takes contacts off a list; they stay in the campaign. Those not texted yet are withdrawn from actions on it. Admins only.")]
    public static async Task<RemoveFromListPayload> RemoveFromList(
        [FromServices] ContactService contacts, Actor actor, [Description(Input)] RemoveFromListInput input,
        CancellationToken cancellationToken) =>
        new(await contacts.RemoveFromListAsync(actor, NodeId.List(input.ListId), input.Contacts, cancellationToken));

    [RequireAdmin]
    [Description("Erases names, mail address, ZIP, VAN id, field values and words of a contact. The number, the opt-out, tags and counts stay. It cannot be taken back. Admins only.")]
    public static async Task<EraseContactPayload> EraseContact(
        [FromServices] ErasureService erasure, Actor actor, [Description(Input)] EraseContactInput input,
        CancellationToken cancellationToken) =>
        new(await erasure.EraseAsync(actor, NodeId.Contact(input.ContactId), cancellationToken));

    [RequireAdmin]
    [Description("Adds a custom field. Admins only.")]
    public static async Task<AddCustomFieldPayload> AddCustomField(
        [FromServices] CampaignService campaigns, Actor actor, [Description(Input)] AddCustomFieldInput input,
        CancellationToken cancellationToken) =>
        new(await campaigns.AddFieldAsync(actor, input.ToField(), cancellationToken));

    [RequireAdmin]
    [Description("Makes a draft. Admins only.")]
    public static async Task<CreateActionPayload> CreateAction(
        [FromServices] ActionService actions, Actor actor, [Description(Input)] CreateActionInput input,
        CancellationToken cancellationToken) =>
        new(await actions.CreateAsync(actor, input.ToInput(), cancellationToken));

    [RequireAdmin]
    [Description("Edits an action. A published one has to pass the checks of publishing as a whole. Admins only.")]
    public static async Task<EditActionPayload> EditAction(
        [FromServices] ActionService actions, Actor actor, [Description(Input)] EditActionInput input,
        CancellationToken cancellationToken) =>
        new(await actions.EditAsync(actor, NodeId.Action(input.ActionId), input.Version, input.ToInput(), cancellationToken));

    [RequireAdmin]
    [Description("Opens an action to users, now or at a time, or names every fault at once. Admins only.")]
    public static async Task<PublishActionPayload> PublishAction(
        [FromServices] PublishingService publishing, Actor actor, [Description(Input)] PublishActionInput input,
        CancellationToken cancellationToken) =>
        new(input.DryRun
            ? await publishing.CheckAsync(actor, NodeId.Action(input.ActionId), input.Visibility, input.At, cancellationToken)
            : await publishing.PublishAsync(actor, NodeId.Action(input.ActionId), input.Visibility, input.At, cancellationToken));

    [RequireAdmin]
    [Description("Takes the time from a scheduled action, as long as it is not live: a draft stays one, a private action private. Admins only.")]
    public static async Task<UnscheduleActionPayload> UnscheduleAction(
        [FromServices] PublishingService publishing, Actor actor, [Description(Input)] UnscheduleActionInput input,
        CancellationToken cancellationToken) =>
        new(await publishing.UnscheduleAsync(actor, NodeId.Action(input.ActionId), cancellationToken));

    [RequireAdmin]
    [Description("Sends an action to users, who then see it also while it is private, and are told by direct message. A draft is published privately, with all checks. Admins only.")]
    public static async Task<SendActionPayload> SendAction(
        [FromServices] PublishingService publishing, Actor actor, [Description(Input)] SendActionInput input,
        CancellationToken cancellationToken) =>
        new(IdempotencyKeys.TryRead(input.IdempotencyKey, out var key)
            ? await publishing.SendToAsync(actor, NodeId.Action(input.ActionId), input.To, input.AlsoBy, key, cancellationToken)
            : IdempotencyKeys.Bad);

    [RequireAdmin]
    [Description("Asks for a file of the campaign's rows; exportProgress and node say how far it is. Admins only.")]
    public static async Task<StartExportPayload> StartExport(
        [FromServices] ExportService exports, Actor actor, [Description(Input)] StartExportInput input,
        CancellationToken cancellationToken) =>
        new(await exports.StartAsync(actor, input.Kind, input.Format, input.Where?.ToFilter(), cancellationToken));

    [RequireAdmin]
    [Description("Closes a published action: nothing more is opened; conversations go on. Admins only.")]
    public static async Task<CloseActionPayload> CloseAction(
        [FromServices] PublishingService publishing, Actor actor, [Description(Input)] CloseActionInput input,
        CancellationToken cancellationToken) =>
        new(await publishing.CloseAsync(actor, NodeId.Action(input.ActionId), cancellationToken));

    [RequireAdmin]
    [Description("Makes a folder for actions. Saving an action with the name of a folder that does not exist makes one too. Admins only.")]
    public static async Task<CreateFolderPayload> CreateFolder(
        [FromServices] FolderService folders, Actor actor, [Description(Input)] CreateFolderInput input,
        CancellationToken cancellationToken) =>
        new(await folders.CreateAsync(actor, input.Name, cancellationToken));

    [RequireAdmin]
    [Description("Gives a folder another name; its actions stay in it. Admins only.")]
    public static async Task<RenameFolderPayload> RenameFolder(
        [FromServices] FolderService folders, Actor actor, [Description(Input)] RenameFolderInput input,
        CancellationToken cancellationToken) =>
        new(await folders.RenameAsync(actor, NodeId.Folder(input.FolderId), input.Name, cancellationToken));

    [RequireAdmin]
    [Description("Deletes a folder; its actions stay, and lie in none. Admins only.")]
    public static async Task<DeleteFolderPayload> DeleteFolder(
        [FromServices] FolderService folders, Actor actor, [Description(Input)] DeleteFolderInput input,
        CancellationToken cancellationToken) =>
        new(await folders.DeleteAsync(actor, NodeId.Folder(input.FolderId), cancellationToken));

    [Description("Start, or next bucket: assigns contacts to the viewer.")]
    public static async Task<ClaimContactsPayload> ClaimContacts(
        [FromServices] ClaimService claims, Actor actor, [Description(Input)] ClaimContactsInput input,
        CancellationToken cancellationToken) =>
        new(await claims.ClaimAsync(actor, NodeId.Action(input.ActionId), cancellationToken));

    [Description("Queues a target's opening message, unless a safeguard refuses it.")]
    public static async Task<SendMessagePayload> SendInitialMessage(
        [FromServices] MessageSender sender, Actor actor, [Description(Input)] SendInitialMessageInput input,
        CancellationToken cancellationToken) =>
        IdempotencyKey.TryParse(input.IdempotencyKey, out var key)
            ? new(await sender.SendInitialAsync(actor, NodeId.Target(input.TargetId), input.Version, key, cancellationToken))
            : SendMessagePayload.BadKey;

    [Description("Queues a reply, unless a safeguard refuses it.")]
    public static async Task<SendMessagePayload> SendReply(
        [FromServices] MessageSender sender, Actor actor, [Description(Input)] SendReplyInput input,
        CancellationToken cancellationToken) =>
        IdempotencyKey.TryParse(input.IdempotencyKey, out var key)
            ? new(await sender.SendReplyAsync(
                actor,
                NodeId.Contact(input.ContactId),
                input.ScriptId is { } script ? NodeId.Script(script).Script : null,
                input.Text,
                key,
                cancellationToken))
            : SendMessagePayload.BadKey;

    [RequireAdmin]
    [Description("Says what became of a message of which the carrier could not tell, once. One that was not sent is undone, and may be sent again. Admins only.")]
    public static async Task<ResolveMessagePayload> ResolveMessage(
        [FromServices] UndecidedTextService undecided, Actor actor, [Description(Input)] ResolveMessageInput input,
        CancellationToken cancellationToken) =>
        new(await undecided.ResolveAsync(actor, input.Message, input.Outcome, cancellationToken));

    [Description("Takes the unread mark from a conversation that the viewer holds; an admin's: any.")]
    public static async Task<MarkReadPayload> MarkRead(
        [FromServices] ConversationService conversations, Actor actor, [Description(Input)] MarkReadInput input,
        CancellationToken cancellationToken) =>
        new(await conversations.MarkReadAsync(actor, NodeId.Contact(input.ContactId), cancellationToken));

    [Description("Nobody texts this contact any more, in any action. It cannot be taken back.")]
    public static async Task<OptOutContactPayload> OptOutContact(
        [FromServices] OptOutService optOuts, Actor actor, [Description(Input)] OptOutContactInput input,
        CancellationToken cancellationToken) =>
        new(await optOuts.OptOutAsync(actor, NodeId.Contact(input.ContactId), cancellationToken));

    [Description("Records what a user learned of a contact that they hold; it ends \"needs attention\".")]
    public static async Task<FileReportPayload> FileReport(
        [FromServices] ReportService reports, Actor actor, [Description(Input)] FileReportInput input,
        CancellationToken cancellationToken) =>
        new(await reports.FileAsync(actor, input.ToInput(), cancellationToken));

    [Description("Says that a conversation needs no reply, which is a report of nothing; it ends \"needs attention\".")]
    public static async Task<NoReplyNeededPayload> NoReplyNeeded(
        [FromServices] ReportService reports, Actor actor, [Description(Input)] NoReplyNeededInput input,
        CancellationToken cancellationToken) =>
        new(await reports.NoReplyNeededAsync(actor, NodeId.Contact(input.ContactId), cancellationToken));

    [Description("Notes that the viewer opened the page of an action.")]
    public static async Task<MarkActionSeenPayload> MarkActionSeen(
        [FromServices] ResultService results, Actor actor, [Description(Input)] MarkActionSeenInput input,
        CancellationToken cancellationToken) =>
        new(await results.MarkSeenAsync(actor, NodeId.Action(input.ActionId), cancellationToken));

    [RequireAdmin]
    [Description("Moves untexted targets and conversations from users to users. Admins only.")]
    public static async Task<ReassignContactsPayload> ReassignContacts(
        [FromServices] Reassigner reassigner, Actor actor, [Description(Input)] ReassignContactsInput input,
        CancellationToken cancellationToken) =>
        new(await reassigner.ReassignAsync(actor, input.ToInput(), cancellationToken));

    [RequireAdmin]
    [Description("Takes contacts that are assigned and not texted back to the pool, but for kept assignments. Admins only.")]
    public static async Task<ReleaseContactsPayload> ReleaseContacts(
        [FromServices] Reassigner reassigner, Actor actor, [Description(Input)] ReleaseContactsInput input,
        CancellationToken cancellationToken) =>
        new(await reassigner.ReleaseAsync(actor, input.ToInput(), cancellationToken));
}
