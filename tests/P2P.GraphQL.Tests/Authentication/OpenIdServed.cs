using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Authentication;

/// <summary>The real server, which takes the tokens of a provider.</summary>
public sealed class OpenIdServed : Served
{
    public OpenIdProvider Provider { get; private set; } = null!;

    public string TokenOf(string subject) => Provider.Sign(subject, Clock.GetCurrentInstant());

    /// <summary>What GraphQL answers to whoever has this token.</summary>
    public async Task<Answer> AskAsync(string token, string query, object? variables = null, string? campaign = null)
    {
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        if (campaign is not null)
        {
            client.DefaultRequestHeaders.Add("X-P2P-Campaign", campaign);
        }

        using var content = new StringContent(JsonSerializer.Serialize(new { query, variables }), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await client.PostAsync(Url, content);
        return await Answer.ReadAsync(response);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
    }

    protected override async Task PrepareAsync()
    {
        Provider = await OpenIdProvider.StartAsync();
        var settings = new { Authentication = new { Authority = Provider.Issuer, OpenIdProvider.Audience, CampaignClaim = "org_id" } };
        await File.WriteAllTextAsync(Path.Combine(Folder, "appsettings.json"), JsonSerializer.Serialize(settings));
    }
}
