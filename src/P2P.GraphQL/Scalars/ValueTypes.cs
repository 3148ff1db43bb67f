using GraphQL.Types;
using NodaTime;
using P2P.GraphQL.Messaging;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Crm;
using P2P.Sdk.Conversations;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Notifications;
using P2P.Sdk.OptInForms;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.Segments;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Scalars;

/// <summary>The scalars and enums of the schema, and the types that they stand for.</summary>
internal sealed class ValueTypes
{
    private readonly List<(Type Type, IGraphType Graph)> _all = [];

    public ValueTypes()
    {
        Add<Instant>(new DateTimeScalar());
        Add<LocalTime>(new LocalTimeScalar());
        Add<PhoneNumber>(new PhoneNumberScalar());
        Add<ActionState>(new CodeEnum<ActionState>(
            "SCHEDULED is a draft with `publishesAt`; a private action with `publishesAt` stays PUBLISHED_PRIVATE until then."));
        Add<CarrierErrorClass>(new CodeEnum<CarrierErrorClass>("Error codes of carriers that mean the same to whoever texts."));
        Add<CrmEntryKind>(new CodeEnum<CrmEntryKind>("What a CRM is told. MARKS: tags and custom fields; TEXTED: an opening text was delivered; WRONG_NUMBER and REFUSED: the tags \"Wrong Number\" and \"Do Not Text\" were given."));
        Add<CrmEntryState>(new CodeEnum<CrmEntryState>("How far an entry is. FAILED: it is sent again only when an admin says so."));
        Add<CustomFieldKind>(new CodeEnum<CustomFieldKind>("What values a custom field takes."));
        Add<Direction>(new CodeEnum<Direction>("Which way a text goes."));
        Add<HeldReason>(new CodeEnum<HeldReason>("The lasting reasons for which a target is not texted."));
        Add<ImportOutcome>(new CodeEnum<ImportOutcome>("What became of a row; a LANDLINE and one OPTED_OUT are taken, to be held back in actions."));
        Add<ExportFormat>(new CodeEnum<ExportFormat>("What file an export is."));
        Add<ExportKind>(new CodeEnum<ExportKind>("What the rows of an export are."));
        Add<ExportState>(new CodeEnum<ExportState>("How far an export is. FAILED: there is no file; EXPIRED: there is none any more."));
        Add<ImportState>(new CodeEnum<ImportState>("How far an import is. Contacts and list change from MERGING on; FAILED: nothing was taken."));
        Add<UndecidedOutcome>(new CodeEnum<UndecidedOutcome>("What an admin found out about a message."));
        Add<InboxFilter>(new CodeEnum<InboxFilter>("Which conversations of an inbox."));
        Add<LinkClicksBy>(new CodeEnum<LinkClicksBy>("What clicks are summed by."));
        Add<MediaState>(new CodeEnum<MediaState>("How far a file that a contact sent has come. LOST: it cannot be had from the carrier any more, is too large, or was erased."));
        Add<MessageStatus>(new CodeEnum<MessageStatus>("How far a text has come. UNKNOWN: the carrier gave no answer. WITHHELD: a safeguard stopped it."));
        Add<ReassignmentKind>(new CodeEnum<ReassignmentKind>("Where contacts go: RELEASE takes them back to the pool."));
        Add<ReassignmentState>(new CodeEnum<ReassignmentState>("How far a reassignment is. FAILED: it was given up, and what had moved stays moved."));
        Add<NotificationChannel>(new CodeEnum<NotificationChannel>("How users are told: in the app, by mail, or on their browsers (PUSH), where the app shows it too."));
        Add<PauseReason>(new CodeEnum<PauseReason>("Why nothing is sent from a number. RELEASING: it is being given back."));
        Add<OptInState>(new CodeEnum<OptInState>("Whether an opt-in form's response went out."));
        Add<RefusalCode>(new CodeEnum<RefusalCode>("Why something was not done. Codes may be added: expect unknown ones.", "ErrorCode"));
        Add<RuleConfidence>(new CodeEnum<RuleConfidence>("How sure it is that a state's law says what its rule says."));
        Add<Role>(new CodeEnum<Role>("What a user may do."));
        Add<ScriptVariableGroup>(new CodeEnum<ScriptVariableGroup>("What a script's variable is about."));
        Add<ScriptKind>(new CodeEnum<ScriptKind>("INITIAL opens a conversation, RESPONSE continues one."));
        Add<ScriptWarningCode>(new CodeEnum<ScriptWarningCode>("What the author of a script should know."));
        Add<SmsEncoding>(new CodeEnum<SmsEncoding>("GSM7: 160 characters in one segment, 153 in each of several. UCS2: 70 and 67."));
        Add<StartLabel>(new CodeEnum<StartLabel>("What the start button says."));
        Add<UserNumber>(new CodeEnum<UserNumber>("What users of an action are ordered by; JOINED: by when they were made."));
        Add<Visibility>(new CodeEnum<Visibility>("To whom an action is published: every volunteer, or those it is sent to."));
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<TimeZoneScalar>();
        foreach (var (_, graph) in _all)
        {
            services.AddSingleton(graph.GetType(), graph);
        }
    }

    public void MapIn(ISchema schema)
    {
        foreach (var (type, graph) in _all)
        {
            schema.RegisterTypeMapping(type, graph.GetType());
        }
    }

    private void Add<T>(IGraphType graph) => _all.Add((typeof(T), graph));
}
