using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptInForms;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Opt-in forms add contacts and answer them, once, and know who brought whom (OPI-1, VAR-6, VAR-7).</summary>
public abstract class OptInPromises : ServicePromises
{
    private const string Phone = "(312) 555-0177";

    [Fact]
    public async Task Whoever_fills_it_in_becomes_a_contact_and_gets_its_responses_in_their_order()
    {
        var form = await FormAsync(followUps: ["More soon.", "{{remind_a_friend}} will hear of it."]);
        await SubmitAsync(form, Submission() with { Friends = "Ana\nBen\nCy" });
        var contact = Assert.Single(await ContactsAsync());
        Assert.Equal(("Dee", "60601", null), (contact.FirstName, contact.Zip, contact.Holder));
        await World.DispatchAsync();
        Assert.Equal(
            ["Hi Dee, welcome to Rent day in Chicago!", "More soon.", "Ana, Ben and Cy will hear of it."], World.Ledger.Texts.Select(t => t.Text));
        Assert.All(await World.ThreadAsync(contact.Id), message => Assert.Equal((MessageKind.FormResponse, null), (message.Kind, message.Sender)));
        var optIn = Assert.Single(Done(await World.OptInForms.PageOptInsAsync(World.Admin, form.Id, new PageRequest())).Items).Item;
        Assert.Equal((contact.Id, OptInState.Responded), (optIn.Contact, optIn.State));
    }

    [Fact]
    public async Task One_number_is_answered_once_a_form_and_day()
    {
        var form = await FormAsync();
        for (var i = 0; i < 3; i++)
        {
            await SubmitAsync(form, Submission());
        }

        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        World.Pass(Duration.FromHours(24));
        await SubmitAsync(form, Submission());
        await World.DispatchAsync();
        Assert.Equal(2, World.Ledger.Texts.Count);
        Assert.Single(await ContactsAsync());
    }

    [Fact]
    public async Task Submissions_at_once_are_answered_once()
    {
        var form = await FormAsync();
        await AtOnceAsync(8, _ => World.OptIns.SubmitAsync(Code(form), form.Slug, Submission()));
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        Assert.Single(await ContactsAsync());
    }

    [Fact]
    public async Task A_number_that_opted_out_is_never_answered_and_nobody_learns_of_it()
    {
        var form = await FormAsync();
        await SubmitAsync(form, Submission());
        await World.DispatchAsync();
        var contact = Assert.Single(await ContactsAsync());
        await World.ReceiveAsync(contact.Id, "STOP");
        World.Pass(Duration.FromHours(24));
        await SubmitAsync(form, Submission());
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        var latest = Done(await World.OptInForms.PageOptInsAsync(World.Admin, form.Id, new PageRequest())).Items[0].Item;
        Assert.Equal((OptInState.NotSent, RefusalCode.OptedOut), (latest.State, latest.NotSentFor));
    }

    [Fact]
    public async Task Outside_the_hours_the_response_waits_until_they_open()
    {
        var form = await FormAsync();
        World.Pass(Duration.FromHours(12)); // 23:00 in Chicago.
        await SubmitAsync(form, Submission());
        await World.OptIns.RespondDueAsync(default);
        await World.DispatchAsync();
        Assert.Empty(World.Ledger.Texts);
        var waiting = Done(await World.OptInForms.PageOptInsAsync(World.Admin, form.Id, new PageRequest())).Items[0].Item;
        Assert.Equal(Instant.FromUtc(2026, 3, 3, 15, 0), waiting.DueAt);

        World.Pass(Duration.FromHours(10) + Duration.FromMinutes(1));
        await World.OptIns.RespondDueAsync(default);
        await World.OptIns.RespondDueAsync(default);
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task A_response_counts_for_the_lock_between_opening_texts()
    {
        var form = await FormAsync();
        await SubmitAsync(form, Submission());
        await World.DispatchAsync();
        var action = await World.PublishAsync((await World.ImportAsync($"phone\n{Phone}\n")).List!.Value);
        var claim = await World.ClaimAsync(World.Ana, action);
        Assert.Empty(claim.Targets);
        Assert.Equal(World.Clock.GetCurrentInstant() + Duration.FromHours(6), Assert.Single(claim.OpensLater).OpensAt);
    }

    [Fact]
    public async Task Who_came_by_whom_is_known_and_counted()
    {
        var form = await FormAsync(initial: "Pass it on: {{contact_referral_link}}");
        await SubmitAsync(form, Submission());
        var referrer = Assert.Single(await ContactsAsync());
        var link = (await World.ThreadAsync(referrer.Id))[0].Text.Split("/l/")[1];
        var visit = Done(await World.Links.FollowAsync(link, new() { UserAgent = "Mozilla/5.0 Safari" }));
        Assert.Equal($"{form.ShareLink}?by={link}", visit.Destination);

        await SubmitAsync(form, Submission("+13125550178") with { By = link });
        await SubmitAsync(form, Submission("+13125550179") with { By = link });
        await SubmitAsync(form, Submission("+13125550180") with { By = "nonsense" });
        var count = Assert.Single(Done(await World.OptInForms.CountReferralsAsync(World.Admin, form.Id, 10)));
        Assert.Equal((referrer.Id, 2), (count.Referrer, count.OptIns));
        Refused(RefusalCode.Forbidden, await World.OptInForms.CountReferralsAsync(World.Ana, form.Id, 10));
    }

    [Fact]
    public async Task Replies_lie_in_the_admins_inbox()
    {
        var form = await FormAsync();
        await SubmitAsync(form, Submission());
        await World.DispatchAsync();
        var contact = Assert.Single(await ContactsAsync());
        await World.ReceiveAsync(contact.Id, "When is it?");
        var inbox = await World.Conversations.InboxAsync(World.Admin, InboxFilter.NeedsAttention, new PageRequest());
        Assert.Equal(contact.Id, Assert.Single(inbox.Items).Item.Id);
        Done(await World.TryReplyAsync(World.Admin, contact.Id, "On Sunday."));
    }

    [Fact]
    public async Task It_adds_to_what_is_known_of_a_contact_and_changes_nothing()
    {
        var form = await FormAsync();
        await World.ImportAsync($"phone,first_name,email\n{Phone},Rosa,\n");
        await SubmitAsync(form, Submission() with { FirstName = "Mallory", Email = "rosa@example.org" });
        var contact = Assert.Single(await ContactsAsync());
        Assert.Equal(("Rosa", "rosa@example.org"), (contact.FirstName, contact.Email));
    }

    [Theory]
    [InlineData("Hi from {{user.first_name}}", RefusalCode.UnknownVariable)]
    [InlineData("See {{'nowhere'|trackable}}", RefusalCode.UnknownVariable)]
    [InlineData("{{", RefusalCode.InvalidSyntax)]
    [InlineData(" ", RefusalCode.InvalidInput)]
    public async Task A_response_that_cannot_be_sent_is_refused(string text, RefusalCode code) =>
        Assert.Equal(["initialResponse"], Refused(code, await CreateAsync("bad", text)).Path);

    [Fact]
    public async Task A_forms_variables_are_known_in_its_responses_only()
    {
        Refused(RefusalCode.UnknownVariable, await World.Actions.CreateAsync(World.Admin, new()
        {
            Title = "Ask", InitialScripts = [new("A", "{{opt_in_form.title}} {{contact_referral_link}}")],
        }));
    }

    [Fact]
    public async Task A_form_is_edited_closed_and_led_to_by_scripts()
    {
        var form = await FormAsync();
        Refused(RefusalCode.InvalidInput, await CreateAsync("JOIN", "Hi"));
        Refused(RefusalCode.InvalidInput, await World.Links.CreateAsync(World.Admin, "Join", null, "https://example.org"));
        Refused(RefusalCode.Forbidden, await World.OptInForms.CreateAsync(World.Ana, new() { Slug = "mine", Title = "Mine", InitialResponse = "Hi" }));
        Assert.Contains($"'{form.Slug}'|trackable", (await World.Scripts.ListVariablesAsync(World.Admin)).Select(v => v.Name));
        var edited = Done(await World.OptInForms.EditAsync(World.Admin, form.Id, form.Version, new() { Subtitle = "New", IsOpen = false }));
        Assert.Equal(("New", form.Responses[0]), (edited.Subtitle, edited.Responses[0]));
        Refused(RefusalCode.Conflict, await World.OptInForms.EditAsync(World.Admin, form.Id, form.Version, new() { Title = "Late" }));
        Refused(RefusalCode.NotFound, await World.OptIns.SubmitAsync(Code(form), form.Slug, Submission()));
        Refused(RefusalCode.NotFound, await World.OptIns.FindPageAsync(Code(form), form.Slug));
    }

    [Fact]
    public async Task What_is_no_number_is_refused_with_its_place()
    {
        var form = await FormAsync();
        var refusal = Refused(RefusalCode.InvalidPhoneNumber, await World.OptIns.SubmitAsync(Code(form), form.Slug, Submission("12")));
        Assert.Equal(["phone"], refusal.Path);
        Refused(RefusalCode.InvalidInput, await World.OptIns.SubmitAsync(Code(form), form.Slug, Submission() with { Email = "no" }));
        Assert.Empty(await ContactsAsync());
    }

    private static OptInSubmission Submission(string phone = Phone) => new() { Phone = phone, FirstName = "Dee", Zip = "60601" };

    private static string Code(OptInForm form) => form.ShareLink.Split("/f/")[1].Split('/')[0];

    private async Task SubmitAsync(OptInForm form, OptInSubmission submission) =>
        Assert.Equal("Rent day", Done(await World.OptIns.SubmitAsync(Code(form), form.Slug, submission)).Title);

    private async Task<OptInForm> FormAsync(
        string initial = "Hi {{first_name}}, welcome to {{opt_in_form.title}} {{opt_in_form.subtitle}}!", IReadOnlyList<string>? followUps = null)
    {
        await World.SetAsync(new() { LinkDomain = "go.example.org" });
        return Done(await CreateAsync("join", initial, followUps));
    }

    private Task<Outcome<OptInForm>> CreateAsync(string slug, string initial, IReadOnlyList<string>? followUps = null) =>
        World.OptInForms.CreateAsync(World.Admin, new()
        {
            Slug = slug, Title = "Rent day", Subtitle = "in Chicago", InitialResponse = initial, FollowUpResponses = followUps,
        });

    private async Task<IReadOnlyList<Contact>> ContactsAsync() =>
        [.. Done(await World.Contacts.PageAsync(World.Admin, new(), new PageRequest(200), count: false)).Items.Select(item => item.Item)];
}
