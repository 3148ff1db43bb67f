using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.Districts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Crm;
using P2P.Sdk.EntityFrameworkCore.Districts;
using P2P.Sdk.EntityFrameworkCore.Links;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Messaging.Media;
using P2P.Sdk.EntityFrameworkCore.Notifications;
using P2P.Sdk.EntityFrameworkCore.OptInForms;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Results.Exports;
using P2P.Sdk.EntityFrameworkCore.Scripts;
using P2P.Sdk.EntityFrameworkCore.Users;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.OptInForms;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Telemetry;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace P2P.Sdk.EntityFrameworkCore;

internal static class StoreRegistration
{
    /// <summary>The stores that are the same on every database; a later registration of the same port replaces one.</summary>
    public static IServiceCollection AddSharedStores(this IServiceCollection services) => services
        .AddSingleton<ICampaignStore, CampaignStore>()
        .AddSingleton<IContactStore, ContactStore>()
        .AddSingleton<IActionStore, ActionStore>()
        .AddSingleton<ICountStore, CountStore>()
        .AddSingleton<IResultStore, ResultStore>()
        .AddSingleton<IFolderStore, FolderStore>()
        .AddSingleton<IAuditStore, AuditStore>()
        .AddSingleton<IBacklogStore, BacklogStore>()
        .AddSingleton<IIdleStore, IdleStore>()
        .AddSingleton<IReassignmentStore, ReassignmentStore>()
        .AddSingleton<IExportStore, ExportStore>()
        .AddSingleton<IExportRows, ExportRowsReader>()
        .AddSingleton<IUserStore, UserStore>()
        .AddSingleton<ITeamStore, TeamStore>()
        .AddSingleton<IUserListStore, UserListStore>()
        .AddSingleton<IInvitationStore, InvitationStore>()
        .AddSingleton<IDistrictStore, DistrictStore>()
        .AddSingleton<IActionLinkStore, ActionLinkStore>()
        .AddSingleton<ILinkStore, LinkStore>()
        .AddSingleton<IOptInStore, OptInStore>()
        .AddSingleton<INotificationStore, NotificationStore>()
        .AddSingleton<IRequestKeyStore, RequestKeyStore>()
        .AddSingleton<ISenderNumberStore, SenderNumberStore>()
        .AddSingleton<IPushSubscriptionStore, PushSubscriptionStore>()
        .AddSingleton<IScriptImageStore, ScriptImageStore>()
        .AddSingleton<IMessageMediaStore, MessageMediaStore>()
        .AddSingleton<ICrmOutbox, CrmOutbox>();
}
