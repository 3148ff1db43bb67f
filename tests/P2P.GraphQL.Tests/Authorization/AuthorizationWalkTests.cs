using System.Net.Http.Json;
using GraphQL.Types;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Authorization;

public sealed class InMemoryAuthorizationWalkTests(InMemoryServed server) : AuthorizationWalkTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteAuthorizationWalkTests(SqliteServed server) : AuthorizationWalkTests(server), IClassFixture<SqliteServed>;

/// <summary>Every field of the schema, asked for by everybody: nobody, another campaign's people, the campaign's own.</summary>
public abstract class AuthorizationWalkTests(Served server)
{
    private ISchema Schema => server.Get<ISchema>();

    [Fact]
    public async Task What_is_an_admins_is_forbidden_to_a_volunteer_wherever_it_stands_and_nothing_else_is()
    {
        var walked = await WalkedCampaign.MakeAsync(server);
        var documents = new SchemaDocuments(Schema, walked.Ids);
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var type in documents.Objects)
        {
            foreach (var field in type.Fields.Where(field => type != Schema.Subscription && documents.To(type, field) is not null))
            {
                var document = documents.To(type, field)!;
                if (document.StartsWith("subscription", StringComparison.Ordinal) || (type == Schema.Mutation && !RequireAdminAttribute.Stands(field)))
                {
                    continue; // What changes something is asked for below, once.
                }

                for (var round = 0; round < 2; round++) // The second time the document may be known.
                {
                    asked++;
                    var codes = WalkedCampaign.CodesOf((await walked.Campaign.AskAsync(walked.Campaign.Volunteer, document)).Json);
                    if (codes.Contains("FORBIDDEN") != RequireAdminAttribute.Stands(field) || codes.Contains("INTERNAL"))
                    {
                        wrong.Add($"{type.Name}.{field.Name}: {string.Join(',', codes)}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(asked, 800, int.MaxValue);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered_whatever_is_asked_for()
    {
        var documents = new SchemaDocuments(Schema, new Dictionary<string, string>());
        using var client = new HttpClient();
        foreach (var (keyword, type) in documents.Roots)
        {
            foreach (var field in type.Fields)
            {
                using var response = await client.PostAsJsonAsync(server.Url, new { query = documents.Of(keyword, field, asAdmin: true) });
                var answer = await Answer.ReadAsync(response);
                Assert.Equal((401, "UNAUTHENTICATED", field.Name), (answer.Status, answer.Code, field.Name));
                Assert.False(answer.Json.TryGetProperty("data", out _));
            }
        }
    }

    [Fact]
    public async Task Another_campaigns_ids_open_nothing_and_change_nothing_wherever_they_are_given()
    {
        var walked = await WalkedCampaign.MakeAsync(server);
        var stranger = await server.CampaignAsync();
        var documents = new SchemaDocuments(Schema, walked.Ids);
        var before = await walked.StateAsync(documents, Schema);
        var (wrong, named) = (new List<string>(), 0);
        foreach (var (keyword, type) in documents.Roots.Where(root => root.Keyword != "subscription"))
        {
            foreach (var field in type.Fields.Where(SchemaDocuments.TakesIds))
            {
                foreach (var id in field.Name == "node" ? walked.Ids.Values : [null!])
                {
                    foreach (var (actor, isAdmin) in new[] { (stranger.Volunteer, false), (stranger.Admin, true) })
                    {
                        named++;
                        var answer = await stranger.AskAsync(actor, documents.Of(keyword, field, isAdmin, id));
                        wrong.AddRange(Faults(field, answer, walked, isAdmin || !RequireAdminAttribute.Stands(field)));
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(named, 100, int.MaxValue);
        Assert.Equal(before, await walked.StateAsync(documents, Schema));
    }

    [Fact]
    public async Task Another_campaigns_ids_are_followed_by_nobody()
    {
        var walked = await WalkedCampaign.MakeAsync(server);
        var stranger = await server.CampaignAsync();
        var documents = new SchemaDocuments(Schema, walked.Ids);
        foreach (var field in Schema.Subscription!.Fields)
        {
            foreach (var (actor, isAdmin) in new[] { (stranger.Volunteer, false), (stranger.Admin, true) })
            {
                var forbidden = !isAdmin && RequireAdminAttribute.Stands(field);
                if (!forbidden && !SchemaDocuments.TakesIds(field))
                {
                    continue; // Their own, which is silent.
                }

                await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(actor));
                await socket.SubscribeAsync("1", documents.Of("subscription", field, isAdmin));
                var told = await socket.ReadAsync();
                if (forbidden)
                {
                    Assert.Equal((field.Name, "FORBIDDEN"), (field.Name, Answer.CodeOf(told.GetProperty("payload")[0])));
                }
                else
                {
                    Assert.DoesNotContain("\"data\":{\"", told.GetRawText(), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task An_admin_and_a_volunteer_get_an_answer_to_all_that_is_theirs()
    {
        var walked = await WalkedCampaign.MakeAsync(server);
        var documents = new SchemaDocuments(Schema, walked.Ids);
        var wrong = new List<string>();
        foreach (var (actor, isAdmin) in new[] { (walked.Campaign.Volunteer, false), (walked.Campaign.Admin, true) })
        {
            foreach (var (keyword, type) in documents.Roots.Where(root => root.Keyword != "subscription"))
            {
                foreach (var field in type.Fields.Where(field => (isAdmin || !RequireAdminAttribute.Stands(field)) && !EndsTheWalk(field)))
                {
                    var answer = await walked.Campaign.AskAsync(actor, documents.Of(keyword, field, isAdmin));
                    var codes = WalkedCampaign.CodesOf(answer.Json);
                    if (!answer.Json.TryGetProperty("data", out _) || codes.Intersect(["FORBIDDEN", "UNAUTHENTICATED", "INTERNAL"]).Any())
                    {
                        wrong.Add($"{field.Name} by {(isAdmin ? "admin" : "volunteer")}: {answer.Json.GetRawText()[..Math.Min(300, answer.Json.GetRawText().Length)]}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void What_is_an_admins_says_so_and_nothing_else_does()
    {
        var declared = new SchemaDocuments(Schema, new Dictionary<string, string>()).Objects
            .SelectMany(type => type.Fields.Select(field => (Name: $"{type.Name}.{field.Name}", field)))
            .Where(one => RequireAdminAttribute.Stands(one.field) != one.field.Description!.Contains("Admins only", StringComparison.Ordinal))
            .Select(one => one.Name);
        Assert.Equal(["Mutation.importContacts", "TextingAction.list"], declared.Order()); // Their words are the contract's.
    }

    /// <summary>Who leaves their team or changes what they may do cannot ask for the rest.</summary>
    private static bool EndsTheWalk(FieldType field) => field.Name is "joinCampaign" or "removeUser" or "freezeUser" or "setUserRole";

    private static IEnumerable<string> Faults(FieldType field, Answer answer, WalkedCampaign walked, bool mayAsk)
    {
        var codes = WalkedCampaign.CodesOf(answer.Json);
        var data = answer.Json.TryGetProperty("data", out var shown) ? shown.GetRawText() : "";
        if (!mayAsk && !codes.Contains("FORBIDDEN"))
        {
            yield return $"{field.Name} is not forbidden";
        }

        if (mayAsk && codes.Intersect(["FORBIDDEN", "UNAUTHENTICATED", "INTERNAL"]).Any())
        {
            yield return $"{field.Name} answers {string.Join(',', codes)}";
        }

        foreach (var id in walked.Ids.Values.Where(id => data.Contains(id, StringComparison.Ordinal)))
        {
            yield return $"{field.Name} shows {id}";
        }

        if (data.Contains("ecret", StringComparison.Ordinal) || data.Contains("Lopez", StringComparison.Ordinal))
        {
            yield return $"{field.Name} shows what is in another campaign: {data}";
        }
    }
}
