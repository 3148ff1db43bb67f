using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Messaging;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>Sending: at most once, what was shown, when it may go, and never to who said stop.</summary>
public abstract class SendingPromises : ServicePromises
{
    [Fact]
    public async Task A_text_is_handed_over_once_as_it_was_shown()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var message = await World.SendAsync(World.Ana, target);
        await World.DispatchAsync();
        await World.DispatchAsync();

        var handedOver = Assert.Single(World.Ledger.Texts);
        Assert.Equal(target.Text.Text, handedOver.Text);
        Assert.Equal(MessageStatus.Sent, (await World.ReadAsync(message)).Status);
        var counts = await World.CountsAsync(action);
        Assert.Equal((1, 0, 1), (counts.InitialMessages, counts.MessagesRemaining, counts.Segments));
    }

    [Fact]
    public async Task Of_two_racing_sends_of_one_target_one_wins_and_the_other_is_shown_its_message()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var outcomes = await AtOnceAsync(8, _ => World.TrySendAsync(World.Ana, target));

        var sent = Assert.Single(outcomes, o => !o.IsRefused).Value!.Message!;
        Assert.All(outcomes.Where(o => o.IsRefused && o.Refusals[0].Code == RefusalCode.AlreadySent), o => Assert.Equal(sent.Id, o.Value!.Message!.Id));
        Assert.All(outcomes.Where(o => o.IsRefused), o => Assert.True(o.Refusals[0].Code is RefusalCode.AlreadySent or RefusalCode.Conflict));
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
    }

    [Fact]
    public async Task Racing_requests_with_one_key_all_get_the_one_message()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var key = IdempotencyKey.New();
        var outcomes = await AtOnceAsync(8, _ => World.TrySendAsync(World.Ana, target, key));

        Assert.Single(outcomes.Select(o => Done(o).Message!.Id).Distinct());
        Assert.Single(await World.ThreadAsync(target.Contact.Id));
    }

    [Fact]
    public async Task The_same_key_again_returns_the_first_result_even_after_closing_hours()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var key = IdempotencyKey.New();
        var first = Done(await World.TrySendAsync(World.Ana, target, key));
        World.Pass(Duration.FromHours(12));

        Assert.Equal(first.Message!.Id, Done(await World.TrySendAsync(World.Ana, target, key)).Message!.Id);
    }

    [Fact]
    public async Task The_same_key_with_other_input_is_refused()
    {
        var action = await World.PublishAsync(2);
        var claim = await World.ClaimAsync(World.Ana, action);
        var key = IdempotencyKey.New();
        Done(await World.TrySendAsync(World.Ana, claim.Targets[0], key));

        Refused(RefusalCode.IdempotencyKeyReused, await World.TrySendAsync(World.Ana, claim.Targets[1], key));
        Assert.Empty(await World.ThreadAsync(claim.Targets[1].Contact.Id));
    }

    [Fact]
    public async Task A_new_key_on_a_texted_target_gets_the_message_that_was_sent()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var message = await World.SendAsync(World.Ana, target);
        var again = await World.TrySendAsync(World.Ana, target);

        Refused(RefusalCode.AlreadySent, again);
        Assert.Equal(message.Id, again.Value!.Message!.Id);
    }

    [Fact]
    public async Task A_text_that_has_changed_since_it_was_shown_is_not_sent()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);
        var script = action.InitialScripts.Single();
        action = Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new ActionInput
        {
            InitialScripts = [new ScriptInput(script.Name, "Another text, {{first_name}}. Reply STOP to opt out.") { Id = script.Id }],
        }));

        Refused(RefusalCode.Conflict, await World.TrySendAsync(World.Ana, target));
        target = await World.ClaimOneAsync(World.Ana, action);
        Assert.StartsWith("Another text", target.Text.Text, StringComparison.Ordinal);
        Done(await World.TrySendAsync(World.Ana, target));
    }

    [Fact]
    public async Task Nobody_sends_to_a_contact_that_is_not_assigned_to_them()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Ana, action);

        Refused(RefusalCode.NotFound, await World.TrySendAsync(World.Ben, target));
        Refused(RefusalCode.NotAssigned, await World.TrySendAsync(World.Admin, target));
        Done(await World.TrySendAsync(World.Ana, target));
    }

    [Fact]
    public async Task Nobody_not_even_an_admin_sends_outside_the_hours_and_learns_when_they_open()
    {
        var action = await World.PublishAsync(1);
        var target = await World.ClaimOneAsync(World.Admin, action);
        World.Clock.Reset(Instant.FromUtc(2026, 3, 3, 2, 58, 30)); // 20:58:30 in Chicago: less than 2 minutes are left.
        var refusal = Refused(RefusalCode.OutsideTextingHours, await World.TrySendAsync(World.Admin, target));

        Assert.Equal(Instant.FromUtc(2026, 3, 3, 15, 0), refusal.RetryAt);
        World.Clock.Reset(refusal.RetryAt!.Value);
        Done(await World.TrySendAsync(World.Admin, target));
    }

    [Fact]
    public async Task A_contact_gets_no_second_opening_text_within_six_hours_whichever_action_it_comes_from()
    {
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var (first, second) = (await World.ClaimOneAsync(World.Ana, one), await World.ClaimOneAsync(World.Ben, other));
        await World.SendAsync(World.Ana, first);

        var refusal = Refused(RefusalCode.RecentlyTexted, await World.TrySendAsync(World.Ben, second));
        Assert.Equal(ServiceWorld.Start + Duration.FromHours(6), refusal.RetryAt);
        World.Pass(Duration.FromHours(6));
        Done(await World.TrySendAsync(World.Ben, second));
    }

    [Fact]
    public async Task Two_actions_that_text_one_contact_at_once_send_one_text()
    {
        var list = await World.AddListAsync(10);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        var claims = (await World.ClaimAsync(World.Ana, one)).Targets.Select(t => (World.Ana, t))
            .Concat((await World.ClaimAsync(World.Ben, other)).Targets.Select(t => (World.Ben, t))).ToList();
        Assert.Equal(20, claims.Count);
        var outcomes = await AtOnceAsync(20, i => World.TrySendAsync(claims[i].Item1, claims[i].t));
        await World.DispatchAsync();

        Assert.Equal(10, outcomes.Count(o => !o.IsRefused));
        Assert.Equal(10, World.Ledger.Texts.Select(t => t.To).Distinct().Count());
        Assert.Equal(10, World.Ledger.Texts.Count);
    }

    [Fact]
    public async Task The_lock_is_off_where_the_campaign_says_so()
    {
        await World.SetAsync(new() { MessageLock = false });
        var list = await World.AddListAsync(1);
        var (one, other) = (await World.PublishAsync(list), await World.PublishAsync(list));
        await World.SendAsync(World.Ana, await World.ClaimOneAsync(World.Ana, one));
        await World.SendAsync(World.Ben, await World.ClaimOneAsync(World.Ben, other));
        await World.DispatchAsync();

        Assert.Equal(2, World.Ledger.Texts.Count);
    }

    [Fact]
    public async Task A_closed_action_opens_nothing_more()
    {
        var action = await World.PublishAsync(2);
        var claim = await World.ClaimAsync(World.Ana, action);
        var message = await World.SendAsync(World.Ana, claim.Targets[0]);
        Done(await World.Publishing.CloseAsync(World.Admin, action.Id));

        Refused(RefusalCode.ActionNotLive, await World.TrySendAsync(World.Ana, claim.Targets[1]));
        await World.DispatchAsync();
        Assert.Empty(World.Ledger.Texts);
        Assert.Equal(MessageStatus.Withheld, (await World.ReadAsync(message)).Status);
    }

    [Fact]
    public async Task A_frozen_user_sends_nothing()
    {
        var action = await World.PublishAsync(1);
        var frozen = ServiceWorld.NewUser("Fred") with { IsFrozen = true };
        await World.Campaigns.AddUserAsync(World.Admin, frozen);
        var actor = new Actor(World.Admin.Campaign, frozen.Id, Users.Role.Volunteer);

        Refused(RefusalCode.Frozen, await World.Claims.ClaimAsync(actor, action.Id));
        Refused(RefusalCode.Frozen, await World.Reassigner.ReassignAsync(
            World.Admin, new ReassignInput { Action = action.Id, ToUsers = [frozen.Id] }));
    }

    [Fact]
    public async Task Replies_are_sent_once_and_by_whoever_holds_the_conversation()
    {
        var contact = await World.OpenAsync();
        await World.ReceiveAsync(contact, "Who is this?");
        var key = IdempotencyKey.New();

        Refused(RefusalCode.NotFound, await World.TryReplyAsync(World.Ben, contact, "Me"));
        var first = Done(await World.TryReplyAsync(World.Ana, contact, "Ana of Rent Now", key: key));
        Assert.Equal(first.Message!.Id, Done(await World.TryReplyAsync(World.Ana, contact, "Ana of Rent Now", key: key)).Message!.Id);
        Refused(RefusalCode.IdempotencyKeyReused, await World.TryReplyAsync(World.Ana, contact, "Other words", key: key));
        await World.DispatchAsync();
        Assert.Equal(2, World.Ledger.Texts.Count);
    }

    [Fact]
    public async Task A_repeated_reply_is_answered_also_after_the_conversation_went_to_another()
    {
        var contact = await World.OpenAsync();
        var key = IdempotencyKey.New();
        var first = Done(await World.TryReplyAsync(World.Ana, contact, "Hello again", key: key));
        Done(await World.Reassigner.ReassignAsync(
            World.Admin, new ReassignInput { Contacts = [contact], ToUsers = [World.Ben.User] }));

        Assert.Equal(first.Message!.Id, Done(await World.TryReplyAsync(World.Ana, contact, "Hello again", key: key)).Message!.Id);
        Refused(RefusalCode.NotFound, await World.TryReplyAsync(World.Ana, contact, "And more"));
    }

    [Fact]
    public async Task Replies_are_not_locked_but_keep_the_hours()
    {
        var contact = await World.OpenAsync();
        await World.ReplyAsync(World.Ana, contact);
        World.Pass(Duration.FromHours(12));

        Refused(RefusalCode.OutsideTextingHours, await World.TryReplyAsync(World.Ana, contact, "Good night"));
    }

    [Fact]
    public async Task A_reply_script_is_filled_in_and_one_of_another_action_is_refused()
    {
        var (mine, other) = (await World.PublishAsync(1), await World.PublishAsync(1));
        var contact = await World.OpenAsync(World.Ana, mine);
        var text = Done(await World.TryReplyAsync(World.Ana, contact, null, mine.ResponseScripts.Single().Id)).Message!;

        Assert.Equal("Thank you, Rosa!", text.Text);
        Refused(RefusalCode.InvalidInput, await World.TryReplyAsync(World.Ana, contact, null, other.ResponseScripts.Single().Id));
        Refused(RefusalCode.NotFound, await World.TryReplyAsync(World.Ana, contact, null, mine.InitialScripts.Single().Id));
        Refused(RefusalCode.InvalidInput, await World.TryReplyAsync(World.Ana, contact, " "));
        Refused(RefusalCode.MessageTooLong, await World.TryReplyAsync(World.Ana, contact, new string('x', 1_601)));
    }

    [Fact]
    public async Task Without_custom_responses_only_unchanged_scripts_go_out()
    {
        await World.SetAsync(new() { CustomResponses = false });
        var action = await World.PublishAsync(1);
        var contact = await World.OpenAsync(World.Ana, action);
        var script = action.ResponseScripts.Single().Id;

        Refused(RefusalCode.CustomResponsesDisabled, await World.TryReplyAsync(World.Ana, contact, "My own words"));
        Refused(RefusalCode.CustomResponsesDisabled, await World.TryReplyAsync(World.Ana, contact, "Thank you, Rosie!", script));
        Done(await World.TryReplyAsync(World.Ana, contact, "Thank you, Rosa!", script));
    }

    [Fact]
    public async Task A_response_script_puts_its_tags_on_the_contact()
    {
        var action = await World.PublishAsync(1, new ActionInput
        {
            ResponseScripts = [new ScriptInput("Yes", "Great!") { Tags = ["will vote"] }, new ScriptInput("Bye", "Goodbye!") { Tags = ["OPTOUT"] }],
        });
        var contact = await World.OpenAsync(World.Ana, action);
        Done(await World.TryReplyAsync(World.Ana, contact, null, action.ResponseScripts.First().Id));
        Assert.Equal(["Will Vote"], (await World.ReadAsync(contact)).Tags);

        var last = Done(await World.TryReplyAsync(World.Ana, contact, null, action.ResponseScripts.Last().Id)).Message!;
        Assert.Equal(MessageStatus.Withheld, last.Status);
        Assert.True((await World.ReadAsync(contact)).OptedOut);
        await World.DispatchAsync();
        Assert.Single(World.Ledger.Texts);
        Assert.Equal(1, (await World.CountsAsync(action)).ManualOptOuts);
    }
}
