using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Npgsql;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Schema;
using P2P.Sdk.Results.Exports;
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

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_connection_takes_as_many_statements_for_many_rows_as_for_few(string field, string query)
    {
        var (few, many) = (await server.FilledAsync(1), await server.FilledAsync(8));

        // Reads of one moment may go together or apart; one that each row takes would be seven more.
        Assert.InRange(await CountAsync(many, query), 1, await CountAsync(few, query) + 3);
        Assert.NotEmpty(field);
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

    private async Task<int> CountAsync((ServedCampaign Campaign, string Action) filled, string query)
    {
        var text = query.Contains("$id", StringComparison.Ordinal) ? $"query($id: ID!) {{ {query} }}" : $"{{ {query} }}";
        await filled.Campaign.DataAsync(filled.Campaign.Admin, text, new { id = filled.Action }); // Nothing is asked for the first time any more.
        var before = server.Statements;
        await filled.Campaign.DataAsync(filled.Campaign.Admin, text, new { id = filled.Action });
        return server.Statements - before;
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
        var action = "";
        for (var i = 0; i < many; i++)
        {
            await MutateAsync("createLink", "CreateLinkInput", new { slug = $"link{i}", destination = "https://example.org" }, "link { id }");
            await MutateAsync("createTeam", "CreateTeamInput", new { name = $"Team {i}" }, "team { id }");
            await MutateAsync("createUserList", "CreateUserListInput", new { name = $"List {i}" }, "userList { id }");
            await MutateAsync("createDistrict", "CreateDistrictInput", new { name = $"District {i}", zips = new[] { "60601" } }, "district { id }");
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
            foreach (var target in await campaign.ClaimAsync(campaign.Admin, action))
            {
                ServedCampaign.AssertDone(await campaign.SendAsync(campaign.Admin, target));
                await MutateAsync(
                    "fileReport", "FileReportInput",
                    new
                    {
                        contactId = target.GetProperty("contact").GetProperty("id").GetString(),
                        actionId = action,
                        tags = new[] { "Will Vote" },
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
