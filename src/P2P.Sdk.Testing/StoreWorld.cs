using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>A campaign in the stores under test, and short forms of filling it.</summary>
public sealed class StoreWorld
{
    private static int s_numbers;
    private readonly IServiceProvider _services;
    private int _phones;

    private StoreWorld(IServiceProvider services) => _services = services;

    /// <summary>What the business's clock shows at the beginning.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2026, 3, 2, 17, 0);

    public ICampaignStore Campaigns => _services.GetRequiredService<ICampaignStore>();

    public IContactStore Contacts => _services.GetRequiredService<IContactStore>();

    public IContactImportStore Imports => _services.GetRequiredService<IContactImportStore>();

    public IActionStore Actions => _services.GetRequiredService<IActionStore>();

    public IFolderStore Folders => _services.GetRequiredService<IFolderStore>();

    public IAssignmentStore Assignments => _services.GetRequiredService<IAssignmentStore>();

    public IConversationStore Conversations => _services.GetRequiredService<IConversationStore>();

    public IDispatchStore Dispatch => _services.GetRequiredService<IDispatchStore>();

    public ICarrierEventStore CarrierEvents => _services.GetRequiredService<ICarrierEventStore>();

    public IMessageMediaStore MessageMedia => _services.GetRequiredService<IMessageMediaStore>();

    public ICountStore Counts => _services.GetRequiredService<ICountStore>();

    public ICrmOutbox Crm => _services.GetRequiredService<ICrmOutbox>();

    public IExportStore Exports => _services.GetRequiredService<IExportStore>();

    public CampaignId Id => Campaign.Id;

    public Campaign Campaign { get; private set; } = null!;

    public User Admin { get; private set; } = null!;

    /// <summary>The number that this campaign texts from.</summary>
    public PhoneNumber Number { get; private set; }

    public static async Task<StoreWorld> CreateAsync(IServiceProvider services)
    {
        var world = new StoreWorld(services)
        {
            Admin = NewUser() with { Role = Role.Admin },
            Number = PhoneNumber.Parse($"+1312{4_000_000 + Interlocked.Increment(ref s_numbers)}"),
        };
        world.Campaign = NewCampaign();
        Assert.True(await world.Campaigns.AddAsync(world.Campaign, world.Admin, Tag.Defaults, [], default));
        await world.Dispatch.AddNumbersAsync(world.Id, [new SenderNumber(world.Number, "IL")], default);
        return world;
    }

    /// <summary>Another campaign in the same stores.</summary>
    public Task<StoreWorld> CreateOtherAsync() => CreateAsync(_services);

    public static Campaign NewCampaign()
    {
        var id = CampaignId.New();
        return new Campaign { Id = id, Name = "Rent Now", JoinCode = id.ToString() };
    }

    public static User NewUser() => new() { Id = UserId.New(), FirstName = "Ana" };

    public async Task<User> AddUserAsync()
    {
        var user = NewUser();
        await Campaigns.AddUserAsync(Id, user, default);
        return user;
    }

    /// <summary>A contact that is not stored yet, with a number of its own.</summary>
    public Contact NewContact(string areaCode = "312") => new Contact
    {
        Id = ContactId.New(),
        Phone = PhoneNumber.Parse($"+1{areaCode}{5_000_000 + Interlocked.Increment(ref _phones)}"),
        CreatedAt = Start,
        FirstName = "Ben",
    }.Located();

    public async Task<Contact> AddContactAsync(Func<Contact, Contact>? with = null)
    {
        var contact = NewContact();
        contact = with is null ? contact : with(contact);
        Assert.Equal(CommitResult.Committed, await CommitAsync(Make(contact)));
        return await GetAsync(contact.Id);
    }

    public async Task<Contact> GetAsync(ContactId id) => Assert.Single(await Contacts.FindAsync(Id, [id], default));

    public async Task<Target> GetAsync(TargetId id)
    {
        var target = await Assignments.FindAsync(Id, id, default);
        Assert.NotNull(target);
        return target;
    }

    /// <summary>The change that makes a contact.</summary>
    public ConversationChange Make(Contact contact) => new() { Campaign = Id, Before = null, After = contact };

    public async Task<CommitResult> CommitAsync(ConversationChange change) =>
        Assert.Single(await Conversations.CommitAsync([change], default));

    public async Task<ContactList> AddListAsync(string name, params IReadOnlyList<Contact> contacts)
    {
        var list = await Contacts.GetListAsync(Id, name, Start, default);
        await ImportAsync(list, contacts);
        return Assert.Single(await Contacts.FindListsAsync(Id, [list.Id], default));
    }

    /// <summary>Puts contacts on a list as an import does, a chunk at a time. New ones are made.</summary>
    public async Task ImportAsync(ContactList list, IReadOnlyList<Contact> contacts)
    {
        if (contacts.Count == 0)
        {
            return;
        }

        var import = await BeginMergeAsync(list, contacts);
        while (await Imports.ReadChunkAsync(Id, import, 0, contacts.Count, default) is { Rows.Count: > 0 } chunk)
        {
            Assert.True(await Imports.CommitChunkAsync(TakeOver(chunk, contacts), default));
        }
    }

    /// <summary>An import of these contacts, staged and read to its end.</summary>
    public async Task<ContactImportId> BeginMergeAsync(ContactList list, IReadOnlyList<Contact> contacts)
    {
        var import = NewImport(list);
        await Imports.AddAsync(Id, import, Duration.FromHours(1), default);
        await Imports.StageAsync(Id, import.Id, [.. contacts.Select((c, i) => new StagedRow(i + 2, c.Phone, "row"))], default);
        await Imports.FinishReadingAsync(Id, import.Id, list.Id, [], null, default);
        return import.Id;
    }

    public ContactImport NewImport(ContactList list) =>
        new() { Id = ContactImportId.New(), ListName = list.Name, User = Admin.Id, StartedAt = Start };

    /// <summary>What an importer makes of a chunk whose rows say these contacts.</summary>
    public ImportChunkResult TakeOver(ImportChunk chunk, IReadOnlyList<Contact> contacts)
    {
        var byPhone = contacts.ToDictionary(c => c.Phone);
        var created = chunk.Rows.Where(r => !chunk.Duplicates.Contains(r.Line) && !chunk.Existing.ContainsKey(r.Phone)).ToList();
        var all = chunk.Rows.Select(r => chunk.Existing.GetValueOrDefault(r.Phone)?.Id ?? byPhone[r.Phone].Id).Distinct();
        return new ImportChunkResult(
            Id,
            chunk.Import,
            chunk.Import with
            {
                Created = chunk.Import.Created + created.Count,
                Unchanged = chunk.Import.Unchanged + chunk.Rows.Count - created.Count - chunk.Duplicates.Count,
                Duplicates = chunk.Import.Duplicates + chunk.Duplicates.Count,
            },
            [.. created.Select(r => Make(byPhone[r.Phone]))],
            [.. all],
            [.. chunk.Rows.Select(r => new ImportRow(
                r.Line,
                chunk.Duplicates.Contains(r.Line) ? ImportOutcome.Duplicate
                : created.Contains(r) ? ImportOutcome.Created
                : ImportOutcome.Unchanged,
                ""))]);
    }

    public static Script NewScript(ScriptKind kind = ScriptKind.Initial) =>
        new() { Id = ScriptId.New(), Kind = kind, Name = "Hello", Text = "Hi {{first_name}}, text STOP to quit" };

    public static TextingAction NewAction(ContactListId? list = null, ActionState state = ActionState.PublishedPublic) => new()
    {
        Id = ActionId.New(),
        CreatedAt = Start,
        Title = "Rent day",
        List = list,
        State = state,
        WasPublic = state == ActionState.PublishedPublic,
        Scripts = [NewScript()],
    };

    /// <summary>A published action whose list holds so many new contacts, each a target.</summary>
    public async Task<TextingAction> PublishAsync(int contacts) =>
        await PublishAsync([.. Enumerable.Range(0, contacts).Select(_ => NewContact())]);

    public async Task<TextingAction> PublishAsync(params IReadOnlyList<Contact> contacts) =>
        await PublishAsync(await AddListAsync($"List {ContactListId.New()}", contacts));

    public async Task<TextingAction> PublishAsync(ContactList list)
    {
        var action = NewAction(list.Id);
        await AddAsync(action);
        while (await Actions.AddTargetsAsync(Id, action.Id, 2_000, default) > 0)
        {
        }

        return action;
    }

    public Task AddAsync(TextingAction action) => Actions.AddAsync(Id, action, NewAudit("action.created"), default);

    public async Task<ActionFolder> AddFolderAsync(string name)
    {
        var folder = new ActionFolder(FolderId.New(), name);
        Assert.True(await Folders.AddAsync(Id, folder, NewAudit("folder.created"), default));
        return folder;
    }

    public AuditEntry NewAudit(string what) => new(Start, Admin.Id, what, Id.ToString(), "");

    /// <summary>An order for targets of any contact that <see cref="NewContact"/> makes, without the message lock.</summary>
    public ClaimOrder Order(TextingAction action, User user, int count = 10) => new()
    {
        Campaign = Id,
        Action = action.Id,
        User = user.Id,
        Count = count,
        OpenKeys = [Key("312"), Key("212")],
        Now = Start,
        Scripts = ScriptPicker.Shares(action.Scripts),
    };

    /// <summary>The window key of contacts with this area code.</summary>
    public WindowKey Key(string areaCode) =>
        (NewContact() with { Phone = PhoneNumber.Parse($"+1{areaCode}5550100") }).Located().WindowKey;

    /// <summary>Claims one target for a new user.</summary>
    public async Task<(User User, HeldTarget Held)> ClaimOneAsync(TextingAction action)
    {
        var user = await AddUserAsync();
        var claim = await Assignments.ClaimAsync(Order(action, user, 1), default);
        return (user, Assert.Single(claim.Held));
    }

    public async Task<ConversationSnapshot> ReadAsync(ConversationQuery query)
    {
        var snapshot = Assert.Single(await Conversations.ReadAsync(Id, [query], default));
        Assert.NotNull(snapshot);
        return snapshot;
    }

    public Task<ConversationSnapshot> ReadAsync(ContactId contact) => ReadAsync(new ConversationQuery { Contact = contact });

    public async Task<Recount> RecountAsync(TextingAction action)
    {
        var recount = await Counts.RecountAsync(Id, action.Id, default);
        Assert.NotNull(recount);
        return recount;
    }
}
