using P2P.Sdk.Actions;
using P2P.Sdk.Events;
using P2P.Sdk.Links;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Links of texts are each text's own, lead only where the campaign says, and are counted (VAR-5, LNK-1, LNK-2).</summary>
public abstract class LinkPromises : ServicePromises
{
    private const string Domain = "go.example.org";
    private const string Donate = "https://example.org/donate";
    private static readonly LinkVisitor Person = new() { UserAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile Safari/604.1" };
    private static readonly LinkVisitor Preview = new() { UserAgent = "facebookexternalhit/1.1 Facebot Twitterbot/1.0" };

    [Fact]
    public async Task Each_text_has_a_link_of_its_own_that_is_sent_as_it_was_shown()
    {
        var action = await PublishAsync(2);
        var targets = (await World.ClaimAsync(World.Ana, action)).Targets;
        var first = await World.SendAsync(World.Ana, targets[0]);
        var second = await World.SendAsync(World.Ana, targets[1]);
        Assert.Equal(targets[0].Text.Text, first.Text);
        Assert.NotEqual(TokenOf(first), TokenOf(second));
        Assert.Matches("https://go[.]example[.]org/l/[0-9A-Za-z]{17} ", first.Text);
        Assert.Equal(Donate, Done(await World.Links.FollowAsync(TokenOf(first), Person)).Destination);
    }

    [Fact]
    public async Task First_clicks_and_all_clicks_are_counted_and_those_of_previews_apart()
    {
        var action = await PublishAsync(2);
        var message = await SendAsync(action);
        await SendAsync(action);
        using var events = World.Get<IEventStream>().Subscribe(e => e is P2PEvent.CountsChanged);
        Assert.False(Done(await World.Links.FollowAsync(TokenOf(message), Preview)).IsPerson);
        Assert.Equal(0, (await World.CountsAsync(action)).AllLinkClicks);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(Done(await World.Links.FollowAsync(TokenOf(message), Person)).IsPerson);
        }

        var counts = await World.CountsAsync(action);
        Assert.Equal((1, 3), (counts.LinkClicks, counts.AllLinkClicks));
        await foreach (var _ in events.ReadAllAsync(default))
        {
            break; // A dashboard hears of it; without the event this waits for ever.
        }

        var link = Assert.Single((await World.Links.OfMessagesAsync(World.Admin, [message.Id]))[message.Id]);
        Assert.Equal((3, 1, World.Clock.GetCurrentInstant()), (link.Clicks, link.BotClicks, link.FirstClickedAt));
        Assert.Empty(await World.Links.OfMessagesAsync(World.Ana, [message.Id]));
    }

    [Fact]
    public async Task Clicks_are_summed_by_link_action_user_script_and_contact()
    {
        var action = await PublishAsync(3);
        var clicked = await SendAsync(action);
        var other = await SendAsync(action);
        await SendAsync(action);
        await World.Links.FollowAsync(TokenOf(clicked), Person);
        await World.Links.FollowAsync(TokenOf(other), Person);
        await World.Links.FollowAsync(TokenOf(other), Person);

        var byLink = Assert.Single(await SumAsync(LinkClicksBy.Link));
        Assert.Equal(("donate", 2, 3), (byLink.Slug, byLink.Links, byLink.Clicks));
        Assert.Equal(action.Id, Assert.Single(await SumAsync(LinkClicksBy.Action)).Action);
        Assert.Equal(World.Ana.User, Assert.Single(await SumAsync(LinkClicksBy.User)).User);
        var byScript = Assert.Single(await SumAsync(LinkClicksBy.Script));
        Assert.Equal((action.InitialScripts.Single().Id, action.Id), (byScript.Script, byScript.Action));
        Assert.Equal([other.Contact, clicked.Contact], (await SumAsync(LinkClicksBy.Contact)).Select(sum => sum.Contact!.Value));
        Assert.Equal(2, Assert.Single(await SumAsync(LinkClicksBy.Link, new() { Contact = other.Contact, Slug = "DONATE", User = World.Ana.User })).Clicks);
        Assert.Empty(await SumAsync(LinkClicksBy.Link, new() { Action = ActionId.New() }));
        Refused(RefusalCode.Forbidden, await World.Links.SumAsync(World.Ana, LinkClicksBy.Link, new(), 10));
    }

    [Fact]
    public async Task A_link_leads_nowhere_but_to_what_is_stored_and_a_guess_to_nothing()
    {
        var message = await SendAsync(await PublishAsync(1));
        var token = TokenOf(message);
        foreach (var guess in new[] { "", "x", token[..^1], token + "0", token[..6] + new string('0', 11), "000000" + token[6..], token.Replace(token[8], '/') })
        {
            Refused(RefusalCode.NotFound, await World.Links.FollowAsync(guess, Person));
        }

        foreach (var bad in new[] { "javascript:alert(1)", "/relative", "ftp://example.org", "https://user@example.org", "https://", "data:text/html,x", "" })
        {
            Refused(RefusalCode.InvalidInput, await World.Links.CreateAsync(World.Admin, "bad", null, bad));
        }
    }

    [Fact]
    public async Task Where_a_link_leads_can_be_changed_for_texts_that_were_sent()
    {
        var message = await SendAsync(await PublishAsync(1));
        var link = Assert.Single(Done(await World.Links.PageAsync(World.Admin, new PageRequest())).Items).Item;
        var edited = Done(await World.Links.EditAsync(World.Admin, link.Id, link.Version, null, "https://example.org/give"));
        Assert.Equal("https://example.org/give", Done(await World.Links.FollowAsync(TokenOf(message), Person)).Destination);
        Refused(RefusalCode.Conflict, await World.Links.EditAsync(World.Admin, link.Id, link.Version, "Late", null));
        Assert.Equal(edited, Assert.Single(await World.Links.FindAsync(World.Admin, [link.Id])));
        Refused(RefusalCode.Forbidden, await World.Links.EditAsync(World.Ana, link.Id, edited.Version, "Mine", null));
    }

    [Fact]
    public async Task A_slug_is_unique_without_regard_to_case_and_campaign_is_the_join_page()
    {
        Done(await World.Links.CreateAsync(World.Admin, "Donate", null, Donate));
        Refused(RefusalCode.InvalidInput, await World.Links.CreateAsync(World.Admin, "dONATE", null, Donate));
        Refused(RefusalCode.InvalidInput, await World.Links.CreateAsync(World.Admin, "Campaign", null, Donate));
        Refused(RefusalCode.InvalidInput, await World.Links.CreateAsync(World.Admin, "two words", null, Donate));
        Refused(RefusalCode.Forbidden, await World.Links.CreateAsync(World.Ana, "mine", null, Donate));
        Assert.Equal(
            "https://xn--bcher-kva.example/caf%C3%A9",
            Done(await World.Links.CreateAsync(World.Admin, "books", null, "https://bücher.example/café")).Destination);
    }

    [Fact]
    public async Task An_unknown_link_is_an_error_when_a_script_is_saved_and_names_the_nearest()
    {
        await PrepareAsync();
        var refusal = Refused(RefusalCode.UnknownVariable, await CreateAsync("Give: {{'donat'|trackable}}. Reply STOP to opt out."));
        Assert.Equal(["initialScripts", "0", "text"], refusal.Path);
        Assert.Contains("{{'donate'|trackable}}", refusal.Message, StringComparison.Ordinal);
        foreach (var known in new[] { "{{'donate'|trackable}}", "{{ ‘DONATE’ | trackable }}", "{{”donate”|Trackable}}", "{{'campaign'|trackable}}" })
        {
            Done(await CreateAsync($"Give: {known}. Reply STOP to opt out."));
        }
    }

    [Fact]
    public async Task The_join_page_is_a_link_too()
    {
        await PrepareAsync();
        var message = await SendAsync(await World.PublishAsync(1, Input("Join us: {{'campaign'|trackable}} . Reply STOP to opt out.")));
        var code = Done(await World.Campaigns.FindAsync(World.Admin)).JoinCode;
        Assert.Equal($"https://{Domain}/join/{code}", Done(await World.Links.FollowAsync(TokenOf(message), Person)).Destination);
        Assert.Equal("Rent Now", Done(await World.Joins.FindPageAsync(code)).Name);
        Refused(RefusalCode.NotFound, await World.Joins.FindPageAsync("NOBODY"));
    }

    [Fact]
    public async Task Without_a_link_domain_no_script_with_a_link_is_published()
    {
        Done(await World.Links.CreateAsync(World.Admin, "donate", null, Donate));
        var draft = Done(await CreateAsync("Give: {{'donate'|trackable}}. Reply STOP to opt out."));
        var refusal = Refused(RefusalCode.InvalidInput, await World.Publishing.PublishAsync(World.Admin, draft.Id, Visibility.Public, null));
        Assert.Equal(["initialScripts", "0", "text"], refusal.Path);
    }

    [Fact]
    public async Task A_preview_shows_a_link_as_long_as_the_sent_one_and_every_link_is_listed()
    {
        var action = await PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var text = action.InitialScripts.Single().Text;
        var sample = Done(await World.Scripts.PreviewAsync(World.Admin, text, null, null, false));
        var chosen = Done(await World.Scripts.PreviewAsync(World.Admin, text, target.Contact.Id, null, false));
        Assert.Equal(target.Text.Text, chosen.Text);
        Assert.Equal(
            TokenOf(chosen.Text).Length, TokenOf(sample.Text).Length);
        var listed = (await World.Scripts.ListVariablesAsync(World.Admin)).Where(v => v.Group == ScriptVariableGroup.Link);
        Assert.Equal(["'campaign'|trackable", "'donate'|trackable"], listed.Select(variable => variable.Name));
    }

    [Fact]
    public async Task The_links_of_a_reply_are_its_own_also_where_the_user_edited_the_script()
    {
        var action = await PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        await World.ReceiveAsync(contact, "How can I help?");
        var script = action.ResponseScripts.Single();
        var shown = Done(await World.Scripts.PreviewAsync(World.Ana, script.Text, contact, null, false)).Text;
        await World.ReceiveAsync(contact, "Hello?"); // While the user writes.
        var sent = Done(await World.TryReplyAsync(World.Ana, contact, shown + " Thanks!", script.Id)).Message!;
        Assert.NotEqual(TokenOf(shown), TokenOf(sent));
        Assert.Equal(Donate, Done(await World.Links.FollowAsync(TokenOf(sent), Person)).Destination);
        Assert.Equal(script.Id, Assert.Single(await SumAsync(LinkClicksBy.Script)).Script);

        var unedited = Done(await World.TryReplyAsync(World.Ana, contact, null, script.Id)).Message!;
        Assert.Equal(Donate, Done(await World.Links.FollowAsync(TokenOf(unedited), Person)).Destination);
        Assert.Equal(2, (await World.CountsAsync(action)).LinkClicks);
    }

    [Fact]
    public async Task Clicks_at_once_are_all_counted()
    {
        var action = await PublishAsync(1);
        var token = TokenOf(await SendAsync(action));
        await AtOnceAsync(20, _ => World.Links.FollowAsync(token, Person));
        var counts = await World.CountsAsync(action);
        Assert.Equal((1, 20), (counts.LinkClicks, counts.AllLinkClicks));
    }

    [Fact]
    public async Task A_text_that_was_withheld_gives_its_place_to_another_with_a_link_of_its_own()
    {
        var action = await PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var first = await World.SendAsync(World.Ana, target);
        Done(await World.Publishing.CloseAsync(World.Admin, action.Id));
        await World.DispatchAsync();
        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(first)).Status);
        Done(await World.Publishing.PublishAsync(World.Admin, action.Id, Visibility.Public, null));
        var second = await SendAsync(action);
        Assert.NotEqual(TokenOf(first), TokenOf(second));
        Done(await World.Links.FollowAsync(TokenOf(second), Person));
    }

    private static ActionInput Input(string text) => new() { InitialScripts = [new ScriptInput("Ask", text)] };

    private static string TokenOf(Message message) => TokenOf(message.Text);

    private static string TokenOf(string text) => text.Split("/l/")[1].Split(' ')[0];

    private async Task PrepareAsync()
    {
        await World.SetAsync(new() { LinkDomain = Domain });
        Done(await World.Links.CreateAsync(World.Admin, "donate", "Give", Donate));
    }

    private async Task<TextingAction> PublishAsync(int contacts)
    {
        await PrepareAsync();
        return await World.PublishAsync(contacts, Input("Give: {{'donate'|trackable}} . Reply STOP to opt out.") with
        {
            ResponseScripts = [new ScriptInput("How", "Here: {{'donate'|trackable}} .")],
        });
    }

    private async Task<Message> SendAsync(TextingAction action) =>
        await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, action));

    private async Task<Outcome<TextingAction>> CreateAsync(string text) => await World.Actions.CreateAsync(
        World.Admin, Input(text) with { Title = "Give", List = await World.AddListAsync(1, $"List {ActionId.New()}") });

    private async Task<IReadOnlyList<LinkClicks>> SumAsync(LinkClicksBy by, LinkClickFilter? filter = null) =>
        Done(await World.Links.SumAsync(World.Admin, by, filter ?? new(), 10));
}
