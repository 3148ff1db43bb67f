using System.Collections;
using System.Reflection;
using System.Text;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.Districts;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Notifications;
using P2P.Sdk.OptInForms;
using P2P.Sdk.Reports;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.Sdk.Testing.Services;

/// <summary>Every public method of every service that asks for an actor, called with the ids of one campaign.</summary>
/// <remarks>It finds them by reflection, so that a new method is called too, or fails for want of an argument.</remarks>
internal sealed class ServiceWalk(ServiceWorld world)
{
    /// <summary>What arguments are taken for a parameter of this type.</summary>
    public Dictionary<Type, Func<object?>> Arguments { get; } = [];

    /// <summary>Types of which an argument names something of the campaign that is walked.</summary>
    public HashSet<Type> Naming { get; } = [];

    public static IReadOnlyList<MethodInfo> Methods { get; } =
    [
        .. typeof(Actor).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && !IsRecord(type))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor))
            .OrderBy(Name, StringComparer.Ordinal),
    ];

    public static string Name(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Skip(1).Select(p => p.Name).Where(n => n != "cancellationToken"))})";

    /// <summary>The ids of a campaign in which everything has happened once.</summary>
    public static async Task<ServiceWalk> OverAsync(ServiceWorld world)
    {
        var action = await world.PublishAsync(3);
        var contact = await world.OpenAsync(world.Ana, action);
        await world.ReceiveAsync(contact, "A question");
        var target = (await world.ClaimAsync(world.Ana, action)).Targets[0];
        var import = await world.ImportAsync($"phone\n{world.NewPhone()}\n12\n", "Imported");
        var folder = ServiceWorld.Done(await world.Folders.CreateAsync(world.Admin, "Kept"));
        ServiceWorld.Done(await world.Photos.SetAsync(world.Admin, action.Id, new MemoryStream(SampleImages.Png.ToArray())));
        var export = ServiceWorld.Done(await world.Exports.StartAsync(world.Admin, ExportKind.Contacts, ExportFormat.Csv));
        await world.WriteExportsAsync();
        var team = ServiceWorld.Done(await world.Teams.CreateAsync(world.Admin, "North"));
        var users = ServiceWorld.Done(await world.UserLists.CreateAsync(world.Admin, "Regulars", [world.Ana.User]));
        var district = ServiceWorld.Done(await world.Districts.CreateAsync(world.Admin, "Loop", ["60601"]));
        var invitation = ServiceWorld.Done(await world.Invitations.CreateAsync(world.Admin, new())).Invitation;
        var link = ServiceWorld.Done(await world.ActionLinks.CreateAsync(world.Admin, action.Id)).Link;
        var page = ServiceWorld.Done(await world.Links.CreateAsync(world.Admin, "donate", null, "https://example.org/donate"));
        var image = ServiceWorld.Done(await world.ScriptImages.UploadAsync(world.Admin, new MemoryStream(SampleImages.Png.ToArray())));
        var form = ServiceWorld.Done(await world.OptInForms.CreateAsync(world.Admin, new() { Slug = "join", Title = "Join", InitialResponse = "Hi" }));
        var told = ServiceWorld.Done(await world.Notifications.SendAsync(world.Admin, new() { Title = "Hear", To = new() { Users = [world.Ana.User] } }));
        var message = (await world.ThreadAsync(contact))[0];
        var walk = new ServiceWalk(world);
        walk.Take(action.Id);
        walk.Take(contact);
        walk.Take(target.Target.Id);
        walk.Take(import.Id);
        walk.Take(import.List!.Value);
        walk.Take(message.Id);
        walk.Take(world.Ana.User);
        walk.Take(folder.Id);
        walk.Take(export.Id);
        walk.Take((ScriptId?)action.ResponseScripts.Single().Id);
        walk.Take<ContactId?>(contact);
        walk.Take<UserId?>(world.Ana.User);
        walk.Take(team.Id);
        walk.Take<TeamId?>(team.Id);
        walk.Take(users.Id);
        walk.Take(district.Id);
        walk.Take(invitation.Id);
        walk.Take(link.Id);
        walk.Take(page.Id);
        walk.Take(told.Id);
        walk.Take(new NotificationInput { Title = "Mine", To = new() { Users = [world.Ana.User] } });
        walk.Take(new Audience { Users = [world.Ana.User] });
        walk.Offer(() => (IReadOnlyList<NotificationChannel>)[NotificationChannel.Email]);
        walk.Take(form.Id);
        walk.Take(new UserFilter { Team = team.Id });
        walk.Take(new InvitationInput { Team = team.Id });
        walk.Take(new ReassignInput { Action = action.Id, ToUsers = [world.Ben.User] });
        walk.Offer(() => new AuditFilter());
        walk.Take(new ReleaseInput { Action = action.Id });
        walk.Take(await StartReassignmentAsync(world));
        walk.Take(new ReportInput(contact, action.Id, ["Will Vote"], [], []));
        walk.Take(new ActionInput { Title = "Mine", List = import.List });
        walk.Take(new ContactFilter { Action = action.Id });
        walk.Offer(() => (IReadOnlyList<ActionId>)[action.Id]);
        walk.Offer(() => (IReadOnlyList<FolderId>)[folder.Id]);
        walk.Offer(() => (IReadOnlyList<ContactId>)[contact]);
        walk.Offer(() => (IReadOnlyList<ContactListId>)[import.List.Value]);
        walk.Offer(() => (IReadOnlyList<UserId>)[world.Ana.User]);
        walk.Offer(() => (IReadOnlyList<TeamId>)[team.Id]);
        walk.Offer(() => (IReadOnlyList<UserListId>)[users.Id]);
        walk.Offer(() => (IReadOnlyList<DistrictId>)[district.Id]);
        walk.Offer(() => new OptInFormInput { Slug = "other", Title = "Other", InitialResponse = "Hi" });
        walk.Offer(() => (IReadOnlyList<OptInFormId>)[form.Id]);
        walk.Offer(() => (IReadOnlyList<CustomLinkId>)[page.Id]);
        walk.Offer(() => (IReadOnlyList<MessageId>)[message.Id]);
        walk.Offer(() => (IReadOnlyList<ScriptImageId>)[image.Id]);
        walk.Offer(() => LinkClicksBy.Contact);
        walk.Offer(() => new LinkClickFilter());
        walk.Offer(() => (IReadOnlyList<string>)["60601"]);
        walk.Naming.UnionWith(
        [
            typeof(IReadOnlyList<ActionId>), typeof(IReadOnlyList<FolderId>), typeof(IReadOnlyList<ContactId>), typeof(IReadOnlyList<ContactListId>),
            typeof(IReadOnlyList<UserId>), typeof(IReadOnlyList<TeamId>), typeof(IReadOnlyList<UserListId>),
            typeof(IReadOnlyList<DistrictId>), typeof(IReadOnlyList<CustomLinkId>), typeof(IReadOnlyList<OptInFormId>), typeof(IReadOnlyList<ScriptImageId>), typeof(IReadOnlyList<MessageId>),
        ]);
        walk.Offer(() => new CrmSetupInput(false, [], [], [], 0));
        walk.Offer(() => CrmEntryState.Waiting);
        walk.Take<IReadOnlyList<CrmEntryId>>([CrmEntryId.New()]);
        walk.Offer(() => new Tag("Moved"));
        walk.Offer(() => new CustomFieldEdit { Title = "Shoe" });
        walk.Offer(CustomFieldId.New);
        walk.Offer(() => new ActionFilter());
        walk.Offer(() => new PageRequest());
        walk.Offer(() => ExportKind.Contacts);
        walk.Offer(() => ExportFormat.Csv);
        walk.Offer(() => Visibility.Public);
        walk.Offer(() => InboxFilter.All);
        walk.Offer(() => UndecidedOutcome.NotSent);
        walk.Offer(IdempotencyKey.New);
        walk.Offer<IdempotencyKey?>(() => IdempotencyKey.New());
        walk.Offer(() => PhoneNumber.Parse(world.NewPhone()));
        walk.Offer<Instant?>(() => null);
        walk.Offer(() => ServiceWorld.Start);
        walk.Offer<CustomFieldId?>(() => null);
        walk.Offer<ScriptKind?>(() => null);
        walk.Offer(() => new UserOrder(UserNumber.Sent));
        walk.Offer(() => new SettingsEdit { BucketSize = 25 });
        walk.Offer(() => new CampaignEdit { Description = "Another" });
        walk.Offer(() => new ProfileInput { State = "IL" });
        walk.Offer(() => Role.Volunteer);
        walk.Offer(() => ServiceWorld.NewUser("Eve"));
        walk.Offer(() => new CustomField { Id = CustomFieldId.New(), Slug = "shoe_size", Title = "Shoe size" });
        walk.Offer<Stream>(() => new MemoryStream(Encoding.UTF8.GetBytes($"phone\n{world.NewPhone()}\n")));
        walk.Offer(() => "Words");
        walk.Offer(() => 1);
        walk.Offer(() => true);
        return walk;
    }

    private static async Task<ReassignmentId> StartReassignmentAsync(ServiceWorld world)
    {
        var job = new ReassignmentJob
        {
            Shown = new() { Id = ReassignmentId.New(), User = world.Admin.User, StartedAt = ServiceWorld.Start },
            Order = new() { FromUser = UserId.New(), Receivers = [world.Ben.User] },
        };
        await world.Get<IReassignmentStore>().AddAsync(
            world.Admin.Campaign, job, new(ServiceWorld.Start, world.Admin.User, "contacts.reassignment_started", $"{job.Shown.Id}", ""), default);
        return job.Shown.Id;
    }

    /// <returns>Whether it names something of the campaign, and what came of it.</returns>
    public async Task<(bool Names, object? Answer)> CallAsync(MethodInfo method, Actor actor)
    {
        var parameters = method.GetParameters().Skip(1).ToList();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        object?[] arguments = [actor, .. parameters.Select(p => Argument(method, p, end.Token))];
        var service = world.Get<IServiceProvider>().GetService(method.DeclaringType!)
            ?? throw new InvalidOperationException($"No service {method.DeclaringType} is registered.");
        var returned = method.Invoke(service, arguments);
        return (parameters.Any(p => Naming.Contains(p.ParameterType)), await AnswerAsync(returned, end));
    }

    /// <summary>All that can be read in an answer, down to texts, numbers and ids.</summary>
    public static IEnumerable<string> Leaves(object? value)
    {
        switch (value)
        {
            case null:
                return [];
            case string text:
                return [text];
            case IEnumerable many:
                return many.Cast<object?>().SelectMany(Leaves);
        }

        var type = value.GetType();
        var isOurs = type.Assembly == typeof(Actor).Assembly || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal)
            || type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal);
        return !isOurs || type.IsEnum || value is PhoneNumber
            ? [value.ToString()!]
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetIndexParameters().Length == 0)
                .SelectMany(p => Leaves(p.GetValue(value)));
    }

    private void Take<T>(T argument)
    {
        Arguments[typeof(T)] = () => argument;
        Naming.Add(typeof(T));
    }

    private void Offer<T>(Func<T> argument) => Arguments[typeof(T)] = () => argument();

    private object? Argument(MethodInfo method, ParameterInfo parameter, CancellationToken cancellationToken) =>
        parameter.ParameterType == typeof(CancellationToken) ? cancellationToken
        : Arguments.TryGetValue(parameter.ParameterType, out var argument) ? argument()
        : throw new InvalidOperationException($"{Name(method)}: give the walk an argument for {parameter.ParameterType}.");

    /// <summary>What a task gives, or the first of what is watched; nothing, where that waits for a change.</summary>
    private static async Task<object?> AnswerAsync(object? returned, CancellationTokenSource end)
    {
        if (returned is Task task)
        {
            await task;
            return task.GetType().GetProperty("Result")!.GetValue(task);
        }

        var first = typeof(ServiceWalk).GetMethod(nameof(FirstAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(returned!.GetType().GetInterfaces()
                .Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)).GetGenericArguments());
        return await (Task<object?>)first.Invoke(null, [returned, end])!;
    }

    private static async Task<object?> FirstAsync<T>(IAsyncEnumerable<T> watched, CancellationTokenSource end)
    {
        end.CancelAfter(TimeSpan.FromMilliseconds(500));
        try
        {
            await foreach (var item in watched.WithCancellation(end.Token))
            {
                return item;
            }
        }
        catch (OperationCanceledException)
        {
            // It waits for a change.
        }

        return null;
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
