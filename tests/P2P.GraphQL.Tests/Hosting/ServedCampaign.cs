using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>One campaign of a server, and what its people ask over HTTP.</summary>
public sealed class ServedCampaign(Served server, Actor admin, Actor volunteer, Actor other)
{
    public const string Opening = "Hi {{first_name}}, will you come on Sunday? Reply STOP to opt out";

    public Served Server => server;

    public Actor Admin => admin;

    public Actor Volunteer => volunteer;

    /// <summary>Another volunteer.</summary>
    public Actor Other => other;

    /// <summary>The whole answer, errors and all.</summary>
    public async Task<Answer> AskAsync(Actor actor, string query, object? variables = null)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.TokenFor(actor));
        using var response = await client.PostAsJsonAsync(server.Url, new { query, variables });
        return await Answer.ReadAsync(response);
    }

    /// <summary>The data of an answer that must have no errors.</summary>
    public async Task<JsonElement> DataAsync(Actor actor, string query, object? variables = null)
    {
        var answer = await AskAsync(actor, query, variables);
        Assert.False(answer.Json.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.Data;
    }

    /// <summary>A mutation's payload; <c>errors { code message path retryAt }</c> is asked for as well.</summary>
    /// <param name="type">Of the input.</param>
    public async Task<JsonElement> MutateAsync(Actor actor, string name, string type, object input, string fields) =>
        (await DataAsync(
            actor,
            $"mutation($input: {type}!) {{ {name}(input: $input) {{ {fields} errors {{ code message path retryAt }} }} }}",
            new { input })).GetProperty(name);

    /// <summary>Puts so many contacts of Chicago on a list.</summary>
    /// <returns>The list's id.</returns>
    public async Task<string> ImportAsync(int contacts)
    {
        var first = Random.Shared.Next(2_000_000, 9_000_000);
        var rows = Enumerable.Range(0, contacts).Select(i => $"+1312{first + i},Ana,Lopez,60601,Sunday");
        var payload = await MutateAsync(
            admin, "importContacts", "ImportContactsInput",
            new { listName = $"List {first}", csv = "phone,first_name,last_name,zip,tags\n" + string.Join('\n', rows) },
            "contactImport { created list { id } }");
        AssertDone(payload);
        Assert.Equal(contacts, payload.GetProperty("contactImport").GetProperty("created").GetInt32());
        return payload.GetProperty("contactImport").GetProperty("list").GetProperty("id").GetString()!;
    }

    /// <summary>A public action for so many contacts.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> ActionAsync(int contacts)
    {
        var made = await MutateAsync(
            admin, "createAction", "CreateActionInput",
            new
            {
                title = "Rent meeting",
                listId = await ImportAsync(contacts),
                initialScripts = new[] { new { name = "A", text = Opening } },
                responseScripts = new[] { new { name = "Yes", text = "See you then, {{first_name}}!", tags = new[] { "Will Vote" } } },
            },
            "action { id }");
        AssertDone(made);
        var id = made.GetProperty("action").GetProperty("id").GetString()!;
        AssertDone(await MutateAsync(admin, "publishAction", "PublishActionInput", new { actionId = id }, "action { state }"));
        return id;
    }

    /// <summary>The volunteer's next targets.</summary>
    public async Task<IReadOnlyList<JsonElement>> ClaimAsync(Actor actor, string action)
    {
        var payload = await MutateAsync(
            actor, "claimContacts", "ClaimContactsInput", new { actionId = action }, "targets { id version contact { id } }");
        AssertDone(payload);
        return [.. payload.GetProperty("targets").EnumerateArray()];
    }

    public Task<JsonElement> SendAsync(
        Actor actor, JsonElement target, string key = "key-0001", string fields = "message { id text status }") => MutateAsync(
        actor, "sendInitialMessage", "SendInitialMessageInput",
        new { targetId = Text(target, "id"), version = Text(target, "version"), idempotencyKey = key + Text(target, "id") },
        fields);

    /// <summary>Claims a bucket and texts the first of it.</summary>
    /// <returns>The contact's id.</returns>
    public async Task<string> TextOneAsync(Actor actor, string action)
    {
        var target = (await ClaimAsync(actor, action))[0];
        AssertDone(await SendAsync(actor, target));
        return Text(target.GetProperty("contact"), "id");
    }

    /// <summary>The contact writes back, and it is dealt with.</summary>
    public async Task WriteBackAsync(string contact, string text, params IReadOnlyList<CarrierMedia> media)
    {
        var conversations = server.Get<ConversationService>();
        var id = NodeId.Contact(contact);
        var before = (await conversations.FindAsync(admin, id)).Value!;
        await server.Get<ICarrierEventSink>().TellAsync(
            new CarrierEvent
            {
                Id = CarrierEventId.New(),
                Kind = CarrierEventKind.Inbound,
                Account = "simulated",
                CarrierId = MessageId.New().ToString(),
                CampaignNumber = before.SenderNumber!.Value,
                ContactNumber = before.Phone,
                ReceivedAt = server.Clock.GetCurrentInstant(),
                Text = text,
                Media = media,
            },
            default);
        for (var patience = Eventually.Token(); await SequenceAsync(conversations, id) == before.LastSequence; await Task.Delay(10, patience))
        {
        }
    }

    public static void AssertDone(JsonElement payload) =>
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, payload.GetProperty("errors").ToString());

    public static string CodeOf(JsonElement payload) => Text(payload.GetProperty("errors")[0], "code");

    public static IEnumerable<string> CodesOf(JsonElement payload) =>
        payload.GetProperty("errors").EnumerateArray().Select(error => Text(error, "code"));

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private async Task<int> SequenceAsync(ConversationService conversations, ContactId id) =>
        (await conversations.FindAsync(admin, id)).Value!.LastSequence;
}
