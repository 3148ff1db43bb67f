using Microsoft.AspNetCore.Mvc;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;

namespace TwilioApp;

/// <summary>What a volunteer does: take contacts, text each one, read what comes back, answer.</summary>
internal static class VolunteerEndpoints
{
    private static IResult NoKey => Answers.Refused([Refusal.Invalid(
        "Send a header Idempotency-Key of 8 to 64 letters, digits, - or _: one for each press of the button.")]);

    public static void MapVolunteer(this IEndpointRouteBuilder app)
    {
        var volunteer = app.MapGroup("").RequireAuthorization();
        volunteer.MapGet("/actions", ListAsync);
        volunteer.MapPost("/actions/{id:guid}/claim", ClaimAsync);
        volunteer.MapPost("/targets/{id:guid}/send", SendAsync);
        volunteer.MapGet("/inbox", InboxAsync);
        volunteer.MapGet("/contacts/{id:guid}/messages", ThreadAsync);
        volunteer.MapPost("/contacts/{id:guid}/messages", ReplyAsync);
    }

    private static async Task<IResult> ListAsync(CurrentUser user, ActionService actions, CancellationToken stop)
    {
        var page = await actions.PageAsync(user.Actor, new ActionFilter(), new PageRequest(), stop);
        return Results.Ok(page.Items.Select(item => new
        {
            Id = item.Item.Id.Value,
            item.Item.Title,
            Answers = item.Item.ResponseScripts.Select(script => new { Id = script.Id.Value, script.Name, script.Text }),
        }));
    }

    /// <summary>Contacts for this volunteer alone, and the text that each will get.</summary>
    private static async Task<IResult> ClaimAsync(Guid id, CurrentUser user, ClaimService claims, CancellationToken stop) =>
        Answers.Of(
            await claims.ClaimAsync(user.Actor, new ActionId(id), stop),
            claim => claim.Targets.Select(target => new
            {
                Id = target.Target.Id.Value,
                target.Contact.FirstName,
                target.Text.Text,
                target.Text.Segments,
                target.Text.Version,
            }));

    /// <param name="key">One for each press of the button: however often the page asks with it, one text goes out.</param>
    private static async Task<IResult> SendAsync(
        Guid id, SendRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, MessageSender sender,
        CancellationToken stop) =>
        IdempotencyKey.TryParse(key, out var pressed)
            ? Answers.Of(
                await sender.SendInitialAsync(user.Actor, new TargetId(id), request.Version ?? "", pressed, stop), Show)
            : NoKey;

    private static async Task<IResult> InboxAsync(CurrentUser user, ConversationService conversations, CancellationToken stop)
    {
        var page = await conversations.InboxAsync(user.Actor, InboxFilter.All, new PageRequest(), stop);
        return Results.Ok(page.Items.Select(item => new
        {
            Id = item.Item.Id.Value,
            item.Item.FirstName,
            item.Item.NeedsAttention,
            item.Item.OptedOut,
        }));
    }

    private static async Task<IResult> ThreadAsync(
        Guid id, CurrentUser user, ConversationService conversations, CancellationToken stop) =>
        Answers.Of(
            await conversations.PageMessagesAsync(user.Actor, new ContactId(id), new PageRequest(Backward: true), stop),
            page => page.Items.Select(item => Show(item.Item)));

    /// <param name="key">As with an opening text.</param>
    private static async Task<IResult> ReplyAsync(
        Guid id, ReplyRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, MessageSender sender,
        CancellationToken stop)
    {
        var script = request.Script is { } answer ? new ScriptId(answer) : (ScriptId?)null;
        return IdempotencyKey.TryParse(key, out var pressed)
            ? Answers.Of(await sender.SendReplyAsync(user.Actor, new ContactId(id), script, request.Text, pressed, stop), Show)
            : NoKey;
    }

    private static object Show(SentText sent) => sent.Message is { } message ? Show(message) : new { };

    private static object Show(Message message) => new
    {
        Id = message.Id.Value,
        Kind = message.Kind.ToString(),
        message.Text,
        Status = message.Status.ToString(),
        At = message.CreatedAt.ToDateTimeOffset(),
    };

    private sealed record SendRequest(string? Version);

    private sealed record ReplyRequest(Guid? Script, string? Text);
}
