using Microsoft.Extensions.DependencyInjection.Extensions;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.Districts;
using P2P.Sdk.InMemory;
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

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PInMemoryExtensions
{
    /// <summary>Keeps everything in this process: for trying out and for tests. It is lost when the process ends.</summary>
    public static P2PBuilder UseInMemory(this P2PBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services
            .AddSingleton<InMemoryState>()
            .AddSingleton<ICampaignStore, InMemoryCampaignStore>()
            .AddSingleton<IContactStore, InMemoryContactStore>()
            .AddSingleton<IContactImportStore, InMemoryContactImportStore>()
            .AddSingleton<IActionStore, InMemoryActionStore>()
            .AddSingleton<IAssignmentStore, InMemoryAssignmentStore>()
            .AddSingleton<IAuditStore, InMemoryAuditStore>()
            .AddSingleton<IBacklogStore, InMemoryBacklogStore>()
            .AddSingleton<IIdleStore, InMemoryIdleStore>()
            .AddSingleton<IReassignmentStore, InMemoryReassignmentStore>()
            .AddSingleton<IConversationStore, InMemoryConversationStore>()
            .AddSingleton<IDispatchStore, InMemoryDispatchStore>()
            .AddSingleton<ISenderNumberStore, InMemorySenderNumberStore>()
            .AddSingleton<ICarrierEventStore, InMemoryCarrierEventStore>()
            .AddSingleton<ICountStore, InMemoryCountStore>()
            .AddSingleton<IResultStore, InMemoryResultStore>()
            .AddSingleton<IFolderStore, InMemoryFolderStore>()
            .AddSingleton<IExportStore, InMemoryExportStore>()
            .AddSingleton<IExportRows, InMemoryExportRows>()
            .AddSingleton<IUserStore, InMemoryUserStore>()
            .AddSingleton<ITeamStore, InMemoryTeamStore>()
            .AddSingleton<IUserListStore, InMemoryUserListStore>()
            .AddSingleton<IInvitationStore, InMemoryInvitationStore>()
            .AddSingleton<IDistrictStore, InMemoryDistrictStore>()
            .AddSingleton<IActionLinkStore, InMemoryActionLinkStore>()
            .AddSingleton<ILinkStore, InMemoryLinkStore>()
            .AddSingleton<IOptInStore, InMemoryOptInStore>()
            .AddSingleton<INotificationStore, InMemoryNotificationStore>()
            .AddSingleton<IRequestKeyStore, InMemoryRequestKeyStore>()
            .AddSingleton<IPushSubscriptionStore, InMemoryPushSubscriptionStore>()
            .AddSingleton<IScriptImageStore, InMemoryScriptImageStore>()
            .AddSingleton<IMessageMediaStore, InMemoryMessageMediaStore>()
            .AddSingleton<ICrmOutbox, InMemoryCrmOutbox>()
            .TryAddSingleton<IBlobStore, InMemoryBlobStore>();
        return builder;
    }
}
