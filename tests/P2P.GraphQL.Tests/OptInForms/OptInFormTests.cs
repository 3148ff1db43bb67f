using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Tests.OptInForms;

public sealed class InMemoryOptInFormTests(InMemoryServed server) : OptInFormTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteOptInFormTests(SqliteServed server) : OptInFormTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresOptInFormTests(PostgresServed server) : OptInFormTests(server), IClassFixture<PostgresServed>;

/// <summary>Opt-in forms: made by GraphQL, filled in by anybody (OPI-1).</summary>
public abstract class OptInFormTests(Served server)
{
    /// <summary>In one test: all requests come from one address, which may send ten a minute.</summary>
    [Fact]
    public async Task Anybody_fills_in_a_form_as_a_page_or_as_JSON_a_few_times_a_minute()
    {
        var campaign = await server.CampaignAsync();
        var form = await MakeAsync(campaign, "join");
        var url = new Uri(server.Root, new Uri(ServedCampaign.Text(form, "shareLink")).AbsolutePath);
        using var client = new HttpClient();
        var page = await client.GetStringAsync(url + "?by=%22%3E%3Cscript%3E");
        Assert.Contains("<h1>Rent &amp; you</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"phone\">", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"friends\">", page, StringComparison.Ordinal); // Every campaign has the field from its beginning.
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);

        using var sent = await client.PostAsync(url, Fields("312-555-0177"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        using var wrong = await client.PostAsync(url, new FormUrlEncodedContent([new("phone", "12"), new("friends", "Ana\r\n</textarea>Ben")]));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var shownAgain = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("role=\"alert\"", shownAgain, StringComparison.Ordinal);
        Assert.Contains("&lt;/textarea&gt;Ben</textarea>", shownAgain, StringComparison.Ordinal);
        using var json = await client.PostAsJsonAsync(url, new { phone = "+13125550178", firstName = "Ben" });
        Assert.True((await json.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("taken").GetBoolean());
        using var broken = await client.PostAsync(url, new StringContent("{", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);

        var optIns = await OptInsAsync(campaign, form);
        Assert.Equal(["RESPONDED", "RESPONDED"], optIns.Select(optIn => ServedCampaign.Text(optIn, "state")));
        var status = HttpStatusCode.OK;
        for (var i = 0; i < 200 && status != HttpStatusCode.TooManyRequests; i++)
        {
            using var more = await client.PostAsync(url, Fields("312-555-0177"));
            status = more.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal(2, (await OptInsAsync(campaign, form)).Count);
    }

    [Fact]
    public async Task Forms_are_made_edited_closed_and_listed()
    {
        var campaign = await server.CampaignAsync();
        var form = await MakeAsync(campaign, "join");
        Assert.Equal("{{'join'|trackable}}", ServedCampaign.Text(form, "variable"));
        var refused = await campaign.MutateAsync(
            campaign.Admin, "createOptInForm", "CreateOptInFormInput",
            new { slug = "other", title = "Other", initialResponse = "From {{user.first_name}}" }, "form { id }");
        Assert.Equal("UNKNOWN_VARIABLE", ServedCampaign.CodeOf(refused));
        var edited = await campaign.MutateAsync(
            campaign.Admin, "editOptInForm", "EditOptInFormInput",
            new { formId = ServedCampaign.Text(form, "id"), version = 1, isOpen = false }, "form { isOpen version followUpResponses }");
        Assert.Equal("""{"isOpen":false,"version":2,"followUpResponses":["More soon."]}""", edited.GetProperty("form").GetRawText());
        var read = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { optInForms { nodes { slug } } node(id: $id) { ... on OptInForm { title referrals { optIns } } } }",
            new { id = ServedCampaign.Text(form, "id") });
        Assert.Equal("""[{"slug":"join"}]""", read.GetProperty("optInForms").GetProperty("nodes").GetRawText());
        using var client = new HttpClient();
        using var closed = await client.GetAsync(new Uri(server.Root, new Uri(ServedCampaign.Text(form, "shareLink")).AbsolutePath));
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        var forbidden = await campaign.AskAsync(campaign.Volunteer, "{ optInForms { nodes { slug } } }");
        Assert.Equal("FORBIDDEN", ServedCampaign.Text(forbidden.Json.GetProperty("errors")[0].GetProperty("extensions"), "code"));
    }

    private static FormUrlEncodedContent Fields(string phone) =>
        new(new Dictionary<string, string> { ["phone"] = phone, ["firstName"] = "Ana", ["zip"] = "60601" });

    private static async Task<IReadOnlyList<JsonElement>> OptInsAsync(ServedCampaign campaign, JsonElement form) =>
    [
        .. (await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { node(id: $id) { ... on OptInForm { optIns { nodes { contactId state } } } } }",
            new { id = ServedCampaign.Text(form, "id") })).GetProperty("node").GetProperty("optIns").GetProperty("nodes").EnumerateArray(),
    ];

    private async Task<JsonElement> MakeAsync(ServedCampaign campaign, string slug)
    {
        var campaigns = server.Get<CampaignService>();
        var settings = (await campaigns.FindAsync(campaign.Admin)).Value!.Settings;
        Assert.False((await campaigns.UpdateSettingsAsync(campaign.Admin, settings.Version, new SettingsEdit { LinkDomain = "go.example.org" })).IsRefused);
        var made = await campaign.MutateAsync(
            campaign.Admin, "createOptInForm", "CreateOptInFormInput",
            new { slug, title = "Rent & you", initialResponse = "Welcome to {{opt_in_form.title}}", followUpResponses = new[] { "More soon." } },
            "form { id slug shareLink variable }");
        ServedCampaign.AssertDone(made);
        return made.GetProperty("form");
    }
}
