using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IContactStore"/> promises.</summary>
public abstract class ContactStoreContract : StoreContract
{
    [Fact]
    public async Task Everything_of_a_contact_is_kept()
    {
        var action = StoreWorld.NewAction();
        await World.AddAsync(action);
        var field = new CustomField { Id = CustomFieldId.New(), Slug = "topic", Title = "Topic" };
        await World.Campaigns.AddFieldAsync(World.Id, field, default);
        var contact = World.NewContact() with
        {
            FirstName = "José 🎉",
            LastName = "O'Brien",
            Email = "jose@example.org",
            State = "IL",
            Zip = "60601",
            VanId = "77",
            Language = "es",
            TimeZone = "America/Chicago",
            Tags = ["Will Vote", "Moved Away"],
            Fields = new Dictionary<CustomFieldId, string> { [field.Id] = "Rent;\n\"Rats\"" },
            LineType = LineType.Voip,
            Holder = World.Admin.Id,
            CurrentAction = action.Id,
            WaitingSince = StoreWorld.Start + Duration.FromTicks(10),
            Unread = true,
            AsksToBeRemoved = true,
            LastOpeningAt = StoreWorld.Start,
            LastMessageAt = StoreWorld.Start,
            LastSequence = 4,
            SenderNumber = World.Number,
            SenderNumberReason = SenderNumberReason.ContactState,
        };
        Assert.Equal(CommitResult.Committed, await World.CommitAsync(World.Make(contact)));

        var stored = await World.GetAsync(contact.Id);

        Assert.True(stored.Version > 0);
        Same.As(contact with { Version = stored.Version }, stored);
        await World.CommitAsync(World.Edit(stored, _ => World.NewContact() with { Id = contact.Id, Phone = contact.Phone }));
        var bare = await World.GetAsync(contact.Id);
        Assert.Empty(bare.Fields);
        Assert.Empty(bare.Tags);
        Assert.False(bare.NeedsAttention);
    }

    [Fact]
    public async Task Contacts_are_paged_both_ways_in_the_order_in_which_they_were_made()
    {
        var made = new List<Contact>();
        for (var i = 0; i < 11; i++) // Two of each instant: the id decides.
        {
            made.Add(await World.AddContactAsync(c => c with { CreatedAt = StoreWorld.Start - Duration.FromMinutes(i / 2) }));
        }

        var read = await Paging.ReadBothWaysAsync(p => World.Contacts.PageAsync(World.Id, new(), p, false, default), 4);

        Same.As(made.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id.Value).Select(c => c.Id), read.Select(c => c.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_filter_finds_what_it_matches_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var (user, other) = (await World.AddUserAsync(), await World.AddUserAsync());
        var topic = new CustomField { Id = CustomFieldId.New(), Slug = "topic", Title = "Topic" };
        await World.Campaigns.AddFieldAsync(World.Id, topic, default);
        List<Contact> made = [.. Enumerable.Range(0, 40).Select(_ => Random(random, user, topic.Id))];
        var lists = new List<(ContactList List, HashSet<ContactId> On)>();
        foreach (var name in new[] { "North", "South" })
        {
            List<Contact> on = [.. made.Where(_ => random.Next(2) == 0)];
            lists.Add((await World.AddListAsync(name, on), [.. on.Select(c => c.Id)]));
        }

        foreach (var contact in made.Where(c => !lists.Any(l => l.On.Contains(c.Id))))
        {
            await World.CommitAsync(World.Make(contact));
        }

        var action = await World.PublishAsync(lists[0].List);
        var held = (await World.Assignments.ClaimAsync(World.Order(action, other, 5), default)).Held;
        var stored = await World.Contacts.FindAsync(World.Id, [.. made.Select(c => c.Id)], default);
        Assert.Equal(40, stored.Count);
        var texted = await TextAsync(random, stored);
        stored = await World.Contacts.FindAsync(World.Id, [.. made.Select(c => c.Id)], default);

        for (var i = 0; i < 60; i++)
        {
            var filter = Random(random, lists[random.Next(2)].List.Id, action.Id, random.Next(2) == 0 ? user.Id : other.Id, stored)
                with
            { Fields = Fields(random, topic.Id) };
            var expected = stored.Where(contact => filter.Matches(
                contact,
                list => lists.Any(l => l.List.Id == list && l.On.Contains(contact.Id)),
                _ => lists[0].On.Contains(contact.Id),
                who => who == other.Id && held.Any(h => h.Contact.Id == contact.Id),
                () => texted.TryGetValue(contact.Id, out var at) ? at : null));
            var page = await World.Contacts.PageAsync(World.Id, filter, new PageRequest(200), true, default);

            Same.As(
                expected.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id.Value).Select(c => c.Id),
                page.Items.Select(item => item.Item.Id));
            Assert.Equal(page.Items.Count, page.TotalCount);
        }
    }

    [Fact]
    public async Task A_search_takes_every_character_as_it_is()
    {
        foreach (var name in new[] { "100%", "100_", "100x", "a\\b", "O'Hara", "Ægir" })
        {
            await World.AddContactAsync(c => c with { FirstName = name });
        }

        Assert.Equal(["100%"], await SearchAsync("100%"));
        Assert.Equal(["100_"], await SearchAsync("100_"));
        Assert.Equal(["a\\b"], await SearchAsync("A\\"));
        Assert.Equal(["O'Hara"], await SearchAsync("o'h"));
        Assert.Equal(["Ægir"], await SearchAsync("æG"));
    }

    [Fact]
    public async Task Contacts_are_counted_only_when_asked_for()
    {
        await World.AddContactAsync();
        await World.AddContactAsync(c => c with { Unread = true });

        Assert.Null((await World.Contacts.PageAsync(World.Id, new(), new(), false, default)).TotalCount);
        Assert.Equal(2, (await World.Contacts.PageAsync(World.Id, new(), new(1), true, default)).TotalCount);
        Assert.Equal(1, (await World.Contacts.PageAsync(World.Id, new() { Unread = true }, new(), true, default)).TotalCount);
        Assert.Equal(0, (await World.Contacts.PageAsync(World.Id, new() { Contacts = [] }, new(), true, default)).TotalCount);
    }

    [Fact]
    public async Task A_list_is_made_once_whatever_the_case_of_its_name()
    {
        var made = await AtOnceAsync(8, i =>
            World.Contacts.GetListAsync(World.Id, i % 2 == 0 ? "North Side" : "NORTH side", StoreWorld.Start, default));

        Assert.Single(made.Select(l => l.Id).Distinct());
        Assert.Equal(made[0].Id, Assert.Single(await World.Contacts.ListListsAsync(World.Id, default)).Id);
    }

    [Fact]
    public async Task Lists_come_by_name_with_how_many_are_on_them()
    {
        var contact = World.NewContact();
        var west = await World.AddListAsync("west", contact, World.NewContact());
        var east = await World.AddListAsync("East", contact);
        await World.ImportAsync(east, [contact]); // Already on it.

        var lists = await World.Contacts.ListListsAsync(World.Id, default);

        Same.As(new[] { east with { Size = 1 }, west with { Size = 2 } }, lists);
        Same.As(new[] { west }, await World.Contacts.FindListsAsync(World.Id, [west.Id, ContactListId.New(), west.Id], default));
    }

    [Fact]
    public async Task Another_campaign_sees_nothing()
    {
        var contact = World.NewContact();
        var list = await World.AddListAsync("North", contact);
        var action = await World.PublishAsync(list);
        var other = await World.CreateOtherAsync();

        Assert.Empty(await other.Contacts.FindAsync(other.Id, [contact.Id], default));
        Assert.Empty(await other.Contacts.FindListsAsync(other.Id, [list.Id], default));
        Assert.Empty(await other.Contacts.ListListsAsync(other.Id, default));
        Assert.NotEqual(list.Id, (await other.Contacts.GetListAsync(other.Id, "North", StoreWorld.Start, default)).Id);
        await other.AddContactAsync();
        ContactFilter[] filters =
            [new() { List = list.Id }, new() { Action = action.Id }, new() { Contacts = [contact.Id] }, new() { AssignedTo = World.Admin.Id }];
        foreach (var filter in filters)
        {
            Assert.Empty((await other.Contacts.PageAsync(other.Id, filter, new(), false, default)).Items);
        }
    }

    private async Task<IEnumerable<string>> SearchAsync(string search)
    {
        var page = await World.Contacts.PageAsync(World.Id, new() { Search = search }, new(), false, default);
        return page.Items.Select(item => item.Item.FirstName);
    }

    /// <summary>Texts some of them, some twice; some get a text that is withheld, and some only write.</summary>
    /// <returns>When each was last texted.</returns>
    private async Task<Dictionary<ContactId, Instant>> TextAsync(Random random, IReadOnlyList<Contact> contacts)
    {
        var texted = new Dictionary<ContactId, Instant>();
        foreach (var contact in contacts)
        {
            var now = contact;
            for (var i = random.Next(3); i > 0; i--)
            {
                var sequence = now.LastSequence + 1;
                var at = StoreWorld.Start + Duration.FromMinutes((sequence * 10) + random.Next(10));
                var message = random.Next(3) switch
                {
                    0 => World.NewMessage(now, MessageKind.Inbound, at) with { Status = MessageStatus.Received },
                    1 => World.NewMessage(now, MessageKind.Reply, at) with { Status = MessageStatus.Withheld },
                    _ => World.NewMessage(now, MessageKind.Reply, at) with { Status = MessageStatus.Sent },
                };
                Assert.Equal(CommitResult.Committed, await World.CommitAsync(World.Say(now, message, c => c)));
                now = await World.GetAsync(now.Id);
                if (message.Status == MessageStatus.Sent)
                {
                    texted[contact.Id] = at;
                }
            }
        }

        return texted;
    }

    private static List<FieldCondition>? Fields(Random random, CustomFieldId topic) => random.Next(3) == 0
        ? [new(topic, random.Next(5) == 0 ? null : Pick(random, "", "rent", "RATS", "Rent;", "\"Quoted\"", "José", "100%", "Ben\nCy"))]
        : null;

    private Contact Random(Random random, User holder, CustomFieldId topic)
    {
        var contact = World.NewContact(random.Next(2) == 0 ? "312" : "212");
        return contact with
        {
            CreatedAt = StoreWorld.Start + Duration.FromSeconds(random.Next(20)),
            FirstName = Pick(random, "Ana", "ANDY", "ben", "Ángel", ""),
            LastName = Pick(random, "Ng", "o'Neil", "Andrade", "%x"),
            Tags = random.Next(3) == 0 ? ["Will Vote"] : random.Next(3) == 0 ? ["Moved Away", "Wrong Number"] : [],
            Holder = random.Next(3) == 0 ? holder.Id : null,
            WaitingSince = random.Next(3) == 0 ? StoreWorld.Start : null,
            Unread = random.Next(2) == 0,
            OptedOut = random.Next(4) == 0,
            Fields = random.Next(2) == 0 ? new Dictionary<CustomFieldId, string>() : new Dictionary<CustomFieldId, string>
            {
                [topic] = Pick(random, "Rent", "Rent;\nRats", "Ana\nBen\nCy", "\"quoted\"", "José", "100%", "Rats\\n"),
                [CustomFieldId.New()] = $"\"{topic.Value}\":\"Rent\"",
            },
        };
    }

    private static ContactFilter Random(
        Random random, ContactListId list, Actions.ActionId action, UserId user, IReadOnlyList<Contact> contacts) => new()
        {
            List = random.Next(4) == 0 ? list : null,
            Action = random.Next(4) == 0 ? action : null,
            Tag = random.Next(4) == 0 ? Pick(random, "will  VOTE", "Moved Away", "No Such") : null,
            AssignedTo = random.Next(4) == 0 ? user : null,
            NeedsAttention = random.Next(4) == 0 ? random.Next(2) == 0 : null,
            Unread = random.Next(4) == 0 ? random.Next(2) == 0 : null,
            OptedOut = random.Next(4) == 0 ? random.Next(2) == 0 : null,
            Search = random.Next(3) == 0 ? Pick(random, "an", " AN", "á", "(312) 5", "+1212", "%", "o'n", "b", "312-500-0") : null,
            Texted = random.Next(5) == 0 ? random.Next(2) == 0 : null,
            LastTextedFrom = random.Next(5) == 0 ? StoreWorld.Start + Duration.FromMinutes(random.Next(35)) : null,
            LastTextedBefore = random.Next(5) == 0 ? StoreWorld.Start + Duration.FromMinutes(random.Next(35)) : null,
            Contacts = random.Next(5) == 0 ? [.. contacts.Where(_ => random.Next(2) == 0).Select(c => c.Id)] : null,
        };

    private static string Pick(Random random, params string[] texts) => texts[random.Next(texts.Length)];
}
