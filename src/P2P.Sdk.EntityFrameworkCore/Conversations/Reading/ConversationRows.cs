using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Reports;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Reading;

/// <summary>What a reading found, table by table.</summary>
internal sealed class ConversationRows
{
    /// <summary>One or none.</summary>
    public required List<CampaignRow> Campaigns { get; init; }

    public required List<CustomFieldRow> Fields { get; init; }

    public required List<TagRow> Tags { get; init; }

    public required List<SenderNumberRow> Numbers { get; init; }

    public required List<ContactRow> Contacts { get; init; }

    /// <summary>Numbers with an opt-out.</summary>
    public required List<string> OptedOut { get; init; }

    /// <summary>All of the contacts'.</summary>
    public required List<TargetRow> Targets { get; init; }

    /// <summary>The contacts' open ones, and those asked for.</summary>
    public required List<MessageRow> Messages { get; init; }

    /// <summary>The last one of each of <see cref="Messages"/>.</summary>
    public required List<AttemptRow> Attempts { get; init; }

    public required List<(Guid Contact, Guid? Action)> LastInbound { get; init; }

    /// <summary>By the query's place, for those that name a number.</summary>
    public required List<(int Query, Guid? Action)> LastFromNumber { get; init; }

    public required List<ActionRow> Actions { get; init; }

    /// <summary>In their order.</summary>
    public required List<ScriptRow> Scripts { get; init; }

    public required List<UserRow> Users { get; init; }

    /// <summary>Opening texts whose contact left the list.</summary>
    public required List<Guid> WithoutList { get; init; }

    public required List<KeyUseRow> Keys { get; init; }

    /// <summary>Of those who act, where an action is asked for.</summary>
    public required List<ReportRow> Reports { get; init; }

    /// <summary>What the requests of <see cref="Keys"/> made.</summary>
    public required List<MessageRow> Done { get; init; }
}
