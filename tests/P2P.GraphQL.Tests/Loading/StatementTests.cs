using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Npgsql;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Schema;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Users;
using P2P.TestServers;

namespace P2P.GraphQL.Tests.Loading;

/// <summary>No connection asks the database more often for many rows than for few.</summary>
public partial class StatementTests(StatementsServed server) : IClassFixture<StatementsServed>
{
    /// <summary>A query for each connection of <c>Query</c>, with what its rows need besides themselves.</summary>
    public static TheoryData<string, string> Queries => new()
    {
        { "actions", "actions(first: 200) { nodes { title folder list { name } districts { name } counts { responses sentTo openNow } reportForm { tags { name } } initialScripts { fields { title } } } }" },
        { "crmEntries", "crmEntries(state: WAITING, first: 200) { nodes { contactId state reason } }" },
        { "directMessages", "directMessages(first: 200) { nodes { title action { title } } }" },
        { "notifications", "notifications(first: 200) { nodes { title recipients action { title } createdBy { firstName } } }" },
        { "contacts", "contacts(first: 200) { totalCount nodes { firstName tags fields { title } } }" },
        { "contactLists", "contactLists(first: 200) { nodes { name size } }" },
        { "districts", "districts(first: 200) { nodes { name zips } }" },
        { "exports", "exports(first: 200) { nodes { state user { firstName } } }" },
        { "inbox", "inbox(first: 200) { nodes { replyOutlook { mayReply } action { title } assignedTo { firstName } messages(first: 3) { nodes { text sender { firstName } script { name } } } } }" },
        { "invitations", "invitations(first: 200) { nodes { team { name } createdBy { firstName } } }" },
        { "links", "links(first: 200) { nodes { slug } }" },
        { "reassignments", "reassignments(first: 200) { nodes { state } }" },
        { "auditTrail", "auditTrail(first: 200) { nodes { what user { firstName } } }" },
        { "optInForms", "optInForms(first: 200) { nodes { slug title } }" },
        { "teams", "teams(first: 200) { nodes { name memberCount } }" },
        { "undecidedMessages", "undecidedMessages(first: 200) { nodes { text sender { firstName } } }" },
        { "userLists", "userLists(first: 200) { nodes { name size } }" },
        { "users", "users(first: 200) { totalCount nodes { firstName team { name } } }" },
        { "userResults", "userResults(actionId: $id, first: 200) { totalCount nodes { user { firstName team { name } } sent } }" },
        { "scriptResults", "scriptResults(actionId: $id, first: 200) { nodes { script { name fields { title } } sent replyRate { low } } }" },
        { "tagResults", "tagResults(actionId: $id, first: 200) { nodes { tag reports } }" },
        { "fieldValueResults", "fieldValueResults(actionId: $id, first: 200) { nodes { field { title } value reports } }" },
        { "errorResults", "errorResults(actionId: $id, first: 200) { nodes { code meaning texts } }" },
    };

    /// <summary>As many as an action has scripts; and what only carriers that fail and moves of over 10,000 contacts make.</summary>
    private static readonly string[] s_short = ["scriptResults", "errorResults", "undecidedMessages", "reassignments"];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_connection_takes_as_many_statements_for_many_rows_as_for_few(string field, string query)
    {
        var (few, many) = (await server.FilledAsync(1), await server.FilledAsync(8));

        // Reads of one moment may go together or apart; one that each row takes would be seven more.
        var (ofMany, ofFew) = (await CountAsync(many, field, query), await CountAsync(few, field, query));
        Assert.InRange(ofMany.Statements, 1, ofFew.Statements + 3);
        Assert.InRange(ofMany.Rows, s_short.Contains(field) ? ofFew.Rows : ofFew.Rows + 7, int.MaxValue);
    }

    [Fact]
    public void Every_connection_of_the_query_type_is_counted()
    {
        var schema = File.ReadAllText(Repository.Find("src/P2P.GraphQL/schema.graphql"));
        var query = schema[schema.IndexOf("type Query {", StringComparison.Ordinal)..];
        query = query[..query.IndexOf("\n}", StringComparison.Ordinal)];
        var connections = FieldOfConnection().Matches(query).Select(match => match.Groups[1].Value);
        Assert.Empty(connections.Except(Queries.Select(row => (string)row[0])));
    }

    private async Task<(int Statements, int Rows)> CountAsync((ServedCampaign Campaign, string Action) filled, string field, string query)
    {
        var text = query.Contains("$id", StringComparison.Ordinal) ? $"query($id: ID!) {{ {query} }}" : $"{{ {query} }}";
        await filled.Campaign.DataAsync(filled.Campaign.Admin, text, new { id = filled.Action }); // Nothing is asked for the first time any more.
        var before = server.Statements;
        var data = await filled.Campaign.DataAsync(filled.Campaign.Admin, text, new { id = filled.Action });
        return (server.Statements - before, data.GetProperty(field).GetProperty("nodes").GetArrayLength());
    }

    [GeneratedRegex(@"\n  (\w+)(?:\([^)]*\))?: \w+Connection!")]
    private static partial Regex FieldOfConnection();
}

/// <summary>A server on PostgreSQL that counts what is asked of its database, and in which nothing runs besides the requests.</summary>
public sealed class StatementsServed : Served
{
    private readonly Dictionary<int, (ServedCampaign, string)> _filled = [];
    private Action _stopListening = () => { };
    private string _database = "";
    private int _statements;

    public int Statements => Volatile.Read(ref _statements);

    /// <summary>A campaign with so many of each.</summary>
    public async Task<(ServedCampaign Campaign, string Action)> FilledAsync(int many)
    {
        if (!_filled.TryGetValue(many, out var filled))
        {
            _filled[many] = filled = await FillAsync(many);
        }

        return filled;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _stopListening();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(_database);
    }

    protected override async Task<string?> PostgresAsync()
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        _database = new NpgsqlConnectionStringBuilder(connection).Database!;
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Other tests of this process have databases of their own.
                if (activity.TagObjects.Any(tag => tag.Value as string == _database))
                {
                    Interlocked.Increment(ref _statements);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        _stopListening = listener.Dispose;
        return connection;
    }

    protected override void Configure(WebApplicationBuilder builder)
    {
        foreach (var work in builder.Services.Where(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Namespace?.StartsWith("P2P.Sdk", StringComparison.Ordinal) == true).ToList())
        {
            builder.Services.Remove(work);
        }
    }

    private async Task<(ServedCampaign, string)> FillAsync(int many)
    {
        var campaign = await CampaignAsync();
        await MutateAsync("addCustomField", "AddCustomFieldInput", new { title = "Rent day" }, "customField { slug }");
        var ofCrm = new CrmSetup { IsOn = true, Tags = [new("will vote", new("1", "Will vote"))] };
        Assert.True(await Get<ICrmOutbox>().SaveSetupAsync(
            campaign.Admin.Campaign, ofCrm, new(Clock.GetCurrentInstant(), campaign.Admin.User, "crm.set", "", ""), default));
        var action = "";
        for (var i = 0; i < many; i++)
        {
            await MutateAsync("createLink", "CreateLinkInput", new { slug = $"link{i}", destination = "https://example.org" }, "link { id }");
            await MutateAsync("createTeam", "CreateTeamInput", new { name = $"Team {i}" }, "team { id }");
            await MutateAsync("createUserList", "CreateUserListInput", new { name = $"List {i}" }, "userList { id }");
            await MutateAsync("createDistrict", "CreateDistrictInput", new { name = $"District {i}", zips = new[] { "60601" } }, "district { id }");
            await MutateAsync("addTag", "AddTagInput", new { name = $"Tag {i}", isDefault = true }, "tag { name }");
            await MutateAsync(
                "createOptInForm", "CreateOptInFormInput", new { slug = $"form{i}", title = "Rent", initialResponse = "Welcome" }, "form { id }");
            var user = await Get<CampaignService>().AddUserAsync(campaign.Admin, new User { Id = UserId.New(), FirstName = $"Sam {i}" });
            Assert.False(user.IsRefused);
            await MutateAsync("inviteUser", "InviteUserInput", new { }, "token");
            var export = new Export
            {
                Id = ExportId.New(),
                Kind = ExportKind.Contacts,
                Format = ExportFormat.Csv,
                Where = new(),
                User = campaign.Admin.User,
                StartedAt = Clock.GetCurrentInstant(),
            };
            await Get<IExportStore>().AddAsync(
                campaign.Admin.Campaign, export, new(export.StartedAt, campaign.Admin.User, "export.started", "", ""), default);
            action = await campaign.ActionAsync(many);
            await MutateAsync(
                "sendNotification", "SendNotificationInput",
                new { channel = "DIRECT_MESSAGE", title = $"Come {i}", actionId = action, where = new { } }, "notification { id }");
            foreach (var (target, tag) in (await campaign.ClaimAsync(campaign.Admin, action)).Zip(Enumerable.Range(0, i + 1)))
            {
                ServedCampaign.AssertDone(await campaign.SendAsync(campaign.Admin, target));
                await MutateAsync(
                    "fileReport", "FileReportInput",
                    new
                    {
                        contactId = target.GetProperty("contact").GetProperty("id").GetString(),
                        actionId = action,
                        tags = new[] { "Will Vote", $"Tag {tag}" },
                        fields = new[] { new { field = "rent_day", value = $"{ExportId.New()}" } },
                    },
                    "contact { id }");
            }
        }

        return (campaign, action);

        async Task MutateAsync(string name, string type, object input, string fields) =>
            ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, name, type, input, fields));
    }
}
