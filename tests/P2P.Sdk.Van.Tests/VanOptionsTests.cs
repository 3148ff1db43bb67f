using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Van.Tests;

public class VanOptionsTests
{
    private const string Key = "0f4a1b52-6a2d-4c38-9f3e-5d2a7c1b8e90";

    [Fact]
    public void Every_wrong_setting_is_named()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read(van =>
        {
            van.ApplicationName = "a:b";
            van.ApiKey = $"{Key}|1";
            van.Database = (VanDatabase)2;
            van.Campaigns["mine"] = new VanAccount { ApplicationName = "app", ApiKey = "" };
            van.ApiBaseAddress = new Uri("http://api.securevan.com");
            van.Timeout = TimeSpan.FromMinutes(1);
            van.ContactType = "";
        })).Message;
        Assert.All(
            ["Van:ApplicationName", "Van:ApiKey", "Van:Database", "Van:Campaigns are", "Van:Campaigns:mine:ApiKey", "Van:ApiBaseAddress", "Van:Timeout", "Van:ContactType"],
            name => Assert.Contains(name, wrong, StringComparison.Ordinal));
    }

    [Fact]
    public void An_account_of_one_campaign_serves_no_other()
    {
        var (mine, other) = (CampaignId.New(), CampaignId.New());
        Assert.True(Crm(van => van.Campaigns[$"{mine}"] = new() { ApplicationName = "app", ApiKey = Key }).Serves(mine));
        Assert.False(Crm(van => van.Campaigns[$"{mine}"] = new() { ApplicationName = "app", ApiKey = Key }).Serves(other));
        Assert.True(Crm(van => (van.ApplicationName, van.ApiKey) = ("app", Key)).Serves(other));
    }

    private static VanOptions Read(Action<VanOptions> configure) => Services(configure).GetRequiredService<IOptions<VanOptions>>().Value;

    private static ICrm Crm(Action<VanOptions> configure) => Services(configure).GetRequiredService<ICrm>();

    private static ServiceProvider Services(Action<VanOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddP2P().UseInMemory().UseVan(configure);
        return services.BuildServiceProvider();
    }
}
