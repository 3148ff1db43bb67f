using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Assignments;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.Districts;
using P2P.Sdk.Events;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.OptInForms;
using P2P.Sdk.OptOuts;
using P2P.Sdk.Reports;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Telemetry;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PServiceCollectionExtensions
{
    /// <summary>Adds peer-to-peer texting. A store and a carrier are added by <c>Use...</c> methods on what it returns.</summary>
    /// <remarks>The host's <see cref="IClock"/> is used if it has one: the business's time. Sending, receiving, importing and
    /// scheduled publishing run as hosted services.</remarks>
    public static P2PBuilder AddP2P(this IServiceCollection services)
    {
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEventStream, EventStream>();
        services.TryAddSingleton<ILineTypes, UnknownLineTypes>();
        services.TryAddSingleton<ICarrierEventSink, CarrierEventIntake>();
        services.AddOptions<DispatchOptions>().ValidateOnStart();
        services.AddOptions<LinkOptions>();
        services.TryAddSingleton<IValidateOptions<DispatchOptions>, DispatchOptionsCheck>();

        services.TryAddSingleton(p => new NodeClock(p.Get<IDispatchStore>(), p.Get<TimeProvider>()));
        services.TryAddSingleton<ConversationWriter>();
        services.TryAddSingleton<CountsFeed>();
        services.TryAddSingleton<OverviewReader>();
        services.TryAddSingleton<ActivityNotes>();
        services.TryAddSingleton<ImportMerger>();
        services.TryAddSingleton<CarrierCall>();
        services.TryAddSingleton<Dispatcher>();
        services.TryAddSingleton<Reconciler>();
        services.TryAddSingleton<CarrierEventProcessor>();
        services.TryAddSingleton(p => new MediaFetcher(
            p.Get<IMessageMediaStore>(), p.GetService<IMediaSource>(), p.GetService<IBlobStore>(), p.Get<IEventStream>(),
            p.Get<ILogger<MediaFetcher>>()));
        services.TryAddSingleton<ResultRows>();
        services.TryAddSingleton<ExportTables>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExportFormatWriter, CsvExportWriter>());
        services.TryAddSingleton<UserReleaser>();
        services.TryAddSingleton(p => new CampaignCrms(p.GetServices<ICrm>()));
        services.TryAddSingleton(p => ActivatorUtilities.CreateInstance<CrmSender>(p)); // Made only where there is a CRM: checked then.
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IAssignmentStrategy, FirstCome>(),
            ServiceDescriptor.Singleton<IAssignmentStrategy, OpenWindowFirst>(),
            ServiceDescriptor.Singleton<IAssignmentStrategy, EvenSplit>(),
        ]);
        services.TryAddSingleton<AssignmentStrategies>();
        services.TryAddSingleton<IdleReleaser>();
        services.TryAddSingleton<Receivers>();
        services.TryAddSingleton<AudienceCheck>();
        services.TryAddSingleton<ReassignmentRunner>();
        services.TryAddSingleton<ReassignmentChunks>();
        AddServices(services);
        AddWork(services);
        return new P2PBuilder(services);
    }

    // Their constructors are internal: an app gets them from here, and none can be made without its parts.
    private static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(p => new CampaignService(
            p.Get<ICampaignStore>(), p.Get<IDispatchStore>(), p.GetService<INumberPool>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new ContactService(
            p.Get<IContactStore>(), p.Get<ICampaignStore>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new MarkService(p.Get<ICampaignStore>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new ContactImporter(
            p.Get<IContactImportStore>(), p.Get<IContactStore>(), p.Get<ICampaignStore>(), p.Get<ImportMerger>(),
            p.Get<IEventStream>(), p.Get<IClock>(), p.Get<TimeProvider>()));
        services.TryAddSingleton(p => new ImportFeed(p.Get<ContactImporter>(), p.Get<IEventStream>(), p.Get<TimeProvider>()));
        services.TryAddSingleton(p => new ActionService(
            p.Get<IActionStore>(), p.Get<IContactStore>(), p.Get<ICampaignStore>(), p.Get<FolderService>(), p.Get<IDistrictStore>(),
            p.Get<ILinkStore>(), p.Get<IScriptImageStore>(), p.Get<AssignmentStrategies>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new ScriptImageService(
            p.Get<IScriptImageStore>(), p.Get<ILinkStore>(), p.Get<ICampaignStore>(), p.GetService<IBlobStore>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new MessageMediaService(
            p.Get<IMessageMediaStore>(), p.Get<IConversationStore>(), p.GetService<IBlobStore>()));
        services.TryAddSingleton(p => new LinkService(
            p.Get<ILinkStore>(), p.Get<ICampaignStore>(), p.Get<IEventStream>(), p.Get<IClock>(), p.Get<IOptions<LinkOptions>>()));
        services.TryAddSingleton(p => new OptInFormService(
            p.Get<IOptInStore>(), p.Get<ICampaignStore>(), p.Get<ILinkStore>(), p.Get<IClock>(), p.Get<IOptions<LinkOptions>>()));
        services.TryAddSingleton(p => new OptInService(
            p.Get<IOptInStore>(), p.Get<ICampaignStore>(), p.Get<ILinkStore>(), p.Get<IConversationStore>(), p.Get<ConversationWriter>(),
            p.Get<ILineTypes>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new NotificationService(
            p.Get<INotificationStore>(), p.Get<IRequestKeyStore>(), p.Get<ICampaignStore>(), p.Get<IActionStore>(),
            p.Get<AudienceCheck>(), p.Get<NotificationChannels>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new NotificationChannels(p.GetService<IEmailSender>(), p.GetService<IPushSender>()));
        services.TryAddSingleton(p => new PushSubscriptionService(
            p.Get<IPushSubscriptionStore>(), p.Get<ICampaignStore>(), p.GetService<IPushSender>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new PushDelivery(
            p.Get<IPushSubscriptionStore>(), p.Get<ILogger<PushDelivery>>(), p.GetService<IPushSender>()));
        services.TryAddSingleton(p => new NotificationFeed(p.Get<NotificationService>(), p.Get<IEventStream>(), p.Get<TimeProvider>()));
        services.TryAddSingleton(p => new NotificationSending(
            p.Get<INotificationStore>(), p.Get<ICampaignStore>(), p.Get<IEventStream>(), p.Get<IClock>(), p.Get<TimeProvider>(),
            p.Get<NotificationChannels>(), p.Get<PushDelivery>(), p.Get<ILogger<NotificationSending>>(), p.GetService<IEmailSender>()));
        services.TryAddSingleton(p => new ActionLinkService(p.Get<IActionLinkStore>(), p.Get<IActionStore>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new DistrictService(p.Get<IDistrictStore>(), p.Get<ICampaignStore>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new FolderService(p.Get<IFolderStore>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new PhotoService(
            p.Get<IActionStore>(), p.GetService<IBlobStore>(), p.Get<IEventStream>(), p.Get<IClock>(),
            p.Get<ILogger<PhotoService>>()));
        services.TryAddSingleton(p => new PublishingService(
            p.Get<IActionStore>(), p.Get<IRequestKeyStore>(), p.Get<ICampaignStore>(), p.Get<ILinkStore>(), p.Get<AudienceCheck>(), p.Get<NotificationChannels>(),
            p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new JoinService(
            p.Get<IUserStore>(), p.Get<ICampaignStore>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new UserService(
            p.Get<IUserStore>(), p.Get<ICampaignStore>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new TeamService(
            p.Get<ITeamStore>(), p.Get<ICampaignStore>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new UserListService(p.Get<IUserListStore>(), p.Get<ICampaignStore>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new InvitationService(
            p.Get<IInvitationStore>(), p.Get<ITeamStore>(), p.Get<ICampaignStore>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new ClaimService(
            p.Get<IAssignmentStore>(), p.Get<ICampaignStore>(), p.Get<IActionStore>(), p.Get<ConversationWriter>(),
            p.Get<AssignmentStrategies>(), p.Get<IEventStream>(), p.Get<ActivityNotes>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new Reassigner(
            p.Get<IReassignmentStore>(), p.Get<ReassignmentRunner>(), p.Get<Receivers>(), p.Get<ICampaignStore>(),
            p.Get<IActionStore>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new AuditService(p.Get<IAuditStore>()));
        services.TryAddSingleton(p => new ErasureService(
            p.Get<IContactStore>(), p.Get<IMessageMediaStore>(), p.GetService<IBlobStore>(), p.Get<ConversationWriter>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new EstimateService(
            p.Get<IActionStore>(), p.Get<ICampaignStore>(), p.Get<IContactStore>(), p.Get<ILinkStore>(), p.Get<IExportRows>()));
        services.TryAddSingleton(p => new ReassignmentFeed(p.Get<Reassigner>(), p.Get<IEventStream>(), p.Get<TimeProvider>()));
        services.TryAddSingleton(p => new MessageSender(
            p.Get<ConversationWriter>(), p.Get<IConversationStore>(), p.Get<ActivityNotes>(), p.Get<IClock>()));
        services.TryAddSingleton<FilteredNumbers>();
        services.TryAddSingleton(p => new SenderNumberService(
            p.Get<ISenderNumberStore>(), p.Get<ICampaignStore>(), p.GetService<INumberPool>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new UndecidedTextService(
            p.Get<IDispatchStore>(), p.Get<ConversationWriter>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new OptOutService(p.Get<ConversationWriter>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new ReportService(
            p.Get<ConversationWriter>(), p.Get<IConversationStore>(), p.Get<ActivityNotes>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new ConversationService(
            p.Get<IConversationStore>(), p.Get<ICampaignStore>(), p.Get<ConversationWriter>()));
        services.TryAddSingleton(p => new ScriptService(p.Get<ICampaignStore>(), p.Get<ILinkStore>(), p.Get<ConversationService>()));
        services.TryAddSingleton(p => new ConversationFeed(
            p.Get<ConversationService>(), p.Get<IEventStream>(), p.Get<TimeProvider>()));
        services.TryAddSingleton(p => new ExportService(
            p.Get<IExportStore>(), p.GetService<IBlobStore>(), p.Get<IActionStore>(), p.Get<IContactStore>(),
            p.Get<ICampaignStore>(), p.GetServices<IExportFormatWriter>(), p.Get<IEventStream>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new ExportWriter(
            p.Get<IExportStore>(), p.Get<ExportTables>(), p.Get<ExportService>(), p.GetService<IBlobStore>(), p.Get<IEventStream>(),
            p.Get<IClock>(), p.Get<ILogger<ExportWriter>>()));
        services.TryAddSingleton(p => new ExportFeed(p.Get<ExportService>(), p.Get<IEventStream>(), p.Get<TimeProvider>()));
        services.TryAddSingleton(p => new ResultService(
            p.Get<ICountStore>(), p.Get<IActionStore>(), p.Get<CountsFeed>(), p.Get<OverviewReader>(), p.Get<ActivityNotes>()));
        services.TryAddSingleton(p => new CrmService(
            p.Get<ICrmOutbox>(), p.Get<CampaignCrms>(), p.Get<ICampaignStore>(), p.Get<IEventStream>(), p.Get<IClock>(), p.Get<TimeProvider>()));
        services.TryAddSingleton(p => new CrmPeopleService(
            p.Get<CampaignCrms>(), p.Get<ICampaignStore>(), p.Get<ILineTypes>(), p.Get<ConversationWriter>(), p.Get<IClock>()));
        services.TryAddSingleton(p => new BreakdownService(p.Get<IResultStore>(), p.Get<IActionStore>(), p.Get<ICampaignStore>()));
    }

    private static void AddWork(IServiceCollection services) => services.TryAddEnumerable(
    [
        ServiceDescriptor.Singleton<IHostedService, DispatchWork>(),
        ServiceDescriptor.Singleton<IHostedService, CarrierEventWork>(),
        ServiceDescriptor.Singleton<IHostedService, MediaWork>(),
        ServiceDescriptor.Singleton<IHostedService, ReconcileWork>(),
        ServiceDescriptor.Singleton<IHostedService, ImportWork>(),
        ServiceDescriptor.Singleton<IHostedService, PublishingWork>(),
        ServiceDescriptor.Singleton<IHostedService, ExportWork>(),
        ServiceDescriptor.Singleton<IHostedService, ReleaseWork>(),
        ServiceDescriptor.Singleton<IHostedService, ReassignmentWork>(),
        ServiceDescriptor.Singleton<IHostedService, IdleReleaseWork>(),
        ServiceDescriptor.Singleton<IHostedService, OptInWork>(),
        ServiceDescriptor.Singleton<IHostedService, ActivityWork>(),
        ServiceDescriptor.Singleton<IHostedService, BacklogWork>(),
        ServiceDescriptor.Singleton<IHostedService, NotificationWork>(),
        ServiceDescriptor.Singleton<IHostedService, CrmWork>(),
    ]);

    private static T Get<T>(this IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
