using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results;

namespace P2P.GraphQL.Tests.Loading;

public class BatchTests(CountingServed server) : IClassFixture<CountingServed>
{
    private const string Conversation = """
        contact { firstName tags fields { title value } timeZones }
        assignedTo { firstName } action { title list { name size } counts { responses } initialScripts { fields { title } } }
        messages(first: 3) { nodes { text sender { firstName } action { title } script { name fields { title } } } }
        """;

    public static TheoryData<string> Queries => new(
        $"{{ inbox(first: 200) {{ nodes {{ {Conversation} }} }} }}",
        "{ actions(first: 200) { nodes { title list { name } counts { responses } initialScripts { fields { title } } responseScripts { fields { title } } } } }",
        "{ contacts(first: 200) { totalCount nodes { firstName fields { title } } edges { node { fields { value } } } } }",
        "{ contactLists { nodes { name size } } users { nodes { firstName } } }");

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_asks_the_stores_no_more_often_for_many_rows_than_for_few(string query)
    {
        var few = await CountAsync(actions: 1, conversations: 2, query);
        var many = await CountAsync(actions: 6, conversations: 30, query);
        Assert.Equal(few, many);
        Assert.InRange(many, 1, 20);
    }

    private async Task<int> CountAsync(int actions, int conversations, string query)
    {
        var campaign = await server.CampaignAsync();
        await campaign.MutateAsync(campaign.Admin, "addCustomField", "AddCustomFieldInput", new { title = "Rent day" }, "customField { slug }");
        for (var i = 0; i < actions; i++)
        {
            var action = await campaign.ActionAsync(conversations / actions);
            foreach (var target in await campaign.ClaimAsync(campaign.Admin, action))
            {
                ServedCampaign.AssertDone(await campaign.SendAsync(campaign.Admin, target));
                ServedCampaign.AssertDone(await campaign.MutateAsync(
                    campaign.Admin, "fileReport", "FileReportInput",
                    new
                    {
                        contactId = target.GetProperty("contact").GetProperty("id").GetString(),
                        actionId = action,
                        fields = new[] { new { field = "rent_day", value = "1st" } },
                    },
                    "contact { id }"));
            }
        }

        var before = server.Calls;
        await campaign.DataAsync(campaign.Admin, query);
        return server.Calls - before;
    }
}

/// <summary>A server that counts what its stores are asked, and in which nothing runs besides the requests.</summary>
public sealed class CountingServed : Served
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    protected override void Configure(WebApplicationBuilder builder)
    {
        foreach (var work in builder.Services.Where(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Namespace?.StartsWith("P2P.Sdk", StringComparison.Ordinal) == true).ToList())
        {
            builder.Services.Remove(work);
        }

        Count<IActionStore>(builder.Services);
        Count<IAssignmentStore>(builder.Services);
        Count<ICampaignStore>(builder.Services);
        Count<IContactImportStore>(builder.Services);
        Count<IContactStore>(builder.Services);
        Count<IConversationStore>(builder.Services);
        Count<IResultStore>(builder.Services);
    }

    private void Count<TStore>(IServiceCollection services)
        where TStore : class
    {
        var own = services.Single(service => service.ServiceType == typeof(TStore));
        services.Remove(own);
        services.AddSingleton(provider => Counted.Around(
            (TStore)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!), () => Interlocked.Increment(ref _calls)));
    }
}

public class Counted : DispatchProxy
{
    private object _store = null!;
    private Action _called = null!;

    public static TStore Around<TStore>(TStore store, Action called)
        where TStore : class
    {
        var counted = Create<TStore, Counted>();
        (((Counted)(object)counted)._store, ((Counted)(object)counted)._called) = (store, called);
        return counted;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _called();
        return targetMethod!.Invoke(_store, args);
    }
}
