using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Notifications;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Users;

namespace P2P.Sdk.Events;

/// <summary>A small fact, told after the commit that made it true. It may be lost: who hears it reads the truth again.</summary>
public abstract record P2PEvent(CampaignId Campaign)
{
    public sealed record CountsChanged(CampaignId Campaign, ActionId Action) : P2PEvent(Campaign);

    public sealed record ConversationChanged(CampaignId Campaign, ContactId Contact) : P2PEvent(Campaign);

    /// <param name="User">Whose inbox; <see langword="null"/>: the admins'.</param>
    /// <param name="Contact">Whose conversation; the default value: many at once.</param>
    public sealed record InboxChanged(CampaignId Campaign, UserId? User, ContactId Contact) : P2PEvent(Campaign);

    public sealed record ImportProgressed(CampaignId Campaign, ContactImportId Import) : P2PEvent(Campaign);

    public sealed record ExportProgressed(CampaignId Campaign, ExportId Export) : P2PEvent(Campaign);

    public sealed record ReassignmentProgressed(CampaignId Campaign, ReassignmentId Reassignment) : P2PEvent(Campaign);

    /// <summary>A notification is to be sent, or was to some.</summary>
    public sealed record NotificationChanged(CampaignId Campaign, NotificationId Notification) : P2PEvent(Campaign);

    /// <summary>A user has a new direct message, or has read one.</summary>
    /// <param name="User"><see langword="null"/>: any user may have one.</param>
    public sealed record DirectMessagesChanged(CampaignId Campaign, UserId? User) : P2PEvent(Campaign);

    /// <summary>The CRM was told something, or is to be told something at once.</summary>
    public sealed record CrmProgressed(CampaignId Campaign) : P2PEvent(Campaign);

    public sealed record ActionChanged(CampaignId Campaign, ActionId Action) : P2PEvent(Campaign);

    /// <summary>What a user may do has changed, or what they say of themselves.</summary>
    public sealed record UserChanged(CampaignId Campaign, UserId User) : P2PEvent(Campaign);

    /// <summary>Texts wait for the dispatcher.</summary>
    public sealed record TextsQueued(CampaignId Campaign) : P2PEvent(Campaign);

    /// <summary>The carrier told something that nobody has dealt with yet.</summary>
    public sealed record CarrierEventKept(CampaignId Campaign) : P2PEvent(Campaign);
}
