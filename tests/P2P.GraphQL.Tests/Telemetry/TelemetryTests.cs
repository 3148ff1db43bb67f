using System.Diagnostics;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Telemetry;

/// <summary>A request is followed from its field to SQL, and a text from its queue to the carrier, on whichever node.</summary>
public sealed class TelemetryTests(PostgresServed server) : IClassFixture<PostgresServed>
{
    [Fact]
    public async Task A_send_is_followed_from_the_request_to_its_statements_and_the_text_to_the_carrier()
    {
        using var recorded = new Recorded("Npgsql", "Microsoft.AspNetCore");
        var campaign = await server.CampaignAsync();
        var target = (await campaign.ClaimAsync(campaign.Volunteer, await campaign.ActionAsync(1)))[0];
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", server.TokenFor(campaign.Volunteer)) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url)
        {
            Content = System.Net.Http.Json.JsonContent.Create(new
            {
                query = "mutation($input: SendInitialMessageInput!) { sendInitialMessage(input: $input) { message { id } errors { code } } }",
                variables = new { input = new { targetId = ServedCampaign.Text(target, "id"), version = ServedCampaign.Text(target, "version"), idempotencyKey = "traced-0001" } },
            }),
        };
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var response = await client.SendAsync(request);
        var sent = (await Answer.ReadAsync(response)).Data.GetProperty("sendInitialMessage");
        ServedCampaign.AssertDone(sent);

        await Eventually.HoldsAsync(() => recorded.SpansOf(trace).Any(span => span.OperationName == "GraphQL operation"));
        var spans = recorded.SpansOf(trace);
        var operation = Assert.Single(spans, span => span.OperationName == "GraphQL operation");
        var field = Assert.Single(spans, span => span.OperationName == "Mutation.sendInitialMessage");
        var service = Assert.Single(spans, span => span.OperationName == "MessageSender.SendInitial");
        Assert.Equal((operation.SpanId, field.SpanId), (field.ParentSpanId, service.ParentSpanId));
        Assert.Contains(spans, span => span.Source.Name == "Npgsql" && span.ParentSpanId == service.SpanId);
        Assert.Equal("Mutation", operation.GetTagItem("graphql.operation.type"));

        // The text's own trace has the message's id: any node finds it.
        var text = NodeId.Message(ServedCampaign.Text(sent.GetProperty("message"), "id")).Value.ToString("N");
        await Eventually.HoldsAsync(() => recorded.SpansOf(text).Any(span => span.OperationName == "carrier.send"));
        var queued = Assert.Single(recorded.SpansOf(text), span => span.OperationName == "text.queued");
        Assert.Equal(trace, Assert.Single(queued.Links).Context.TraceId.ToHexString());
        var call = Assert.Single(recorded.SpansOf(text), span => span.OperationName == "carrier.send");
        Assert.Equal(("accepted", ActivityKind.Client), (call.GetTagItem("p2p.answer"), call.Kind));
        AssertNothingPersonal(recorded.SpansOf(trace).Concat(recorded.SpansOf(text)));
    }

    [Fact]
    public async Task What_an_operator_watches_is_measured()
    {
        using var recorded = new Recorded();
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(2);
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Volunteer));
        await socket.SubscribeAsync("1", "subscription { inboxChanged { unread } }");
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await Eventually.HoldsAsync(() => recorded.Measured.Contains("p2p.texts.handed_over"));
        await campaign.WriteBackAsync(contact, "Who is this?");
        await campaign.MutateAsync(
            campaign.Volunteer, "sendInitialMessage", "SendInitialMessageInput",
            new { targetId = "tgt_x", version = "1", idempotencyKey = "refused-0001" }, "message { id }");

        string[] names =
        [
            "p2p.texts.queued", "p2p.texts.handed_over", "p2p.segments", "p2p.refusals", "p2p.queue.wait", "p2p.carrier.duration",
            "p2p.webhook.lag", "p2p.subscribers", "p2p.operations",
        ];
        await Eventually.HoldsAsync(() => !names.Except(recorded.Measured).Any());
    }

    private static void AssertNothingPersonal(IEnumerable<Activity> spans)
    {
        var told = string.Join('\n', spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.DoesNotContain("Lopez", told, StringComparison.Ordinal);
        Assert.DoesNotContain("+1312", told, StringComparison.Ordinal);
        Assert.DoesNotContain("will you come", told, StringComparison.Ordinal);
    }
}
