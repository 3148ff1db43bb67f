using System.Text.Json.Serialization;
using P2P.TwilioStandIn.Control;
using P2P.TwilioStandIn.Messages;
using P2P.TwilioStandIn.Numbers;
using P2P.TwilioStandIn.Requests;
using P2P.TwilioStandIn.Webhooks;

namespace P2P.TwilioStandIn;

/// <summary>Stands in for Twilio's REST API over HTTP: as strict as the service, with a ledger and scripted faults.</summary>
public sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Account _account;
    private readonly Caller _caller;
    private readonly Inbound _inbound;
    private readonly Credentials _credentials;

    private StandIn(StandInOptions options)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        _app = builder.Build();
        _account = new Account(options);
        _credentials = new Credentials(options);
        Ledger = new Ledger(options.Ledger);
        _caller = new Caller(options, _credentials, TimeProvider.System);
        _inbound = new Inbound(options, _account, Ledger, _caller, TimeProvider.System);
        Map(options);
    }

    /// <summary>The base address of all of Twilio's hosts, without a slash at the end.</summary>
    public string BaseAddress => _app.Urls.First();

    public Ledger Ledger { get; }

    /// <summary>How many webhooks and events are still to come.</summary>
    public int Pending => _caller.Pending;

    public static async Task<StandIn> StartAsync(StandInOptions options)
    {
        var standIn = new StandIn(options);
        await standIn._app.StartAsync();
        standIn._inbound.BaseAddress = standIn.BaseAddress;
        return standIn;
    }

    /// <param name="to">The recipient; null: everybody.</param>
    public void Set(Script script, string? to = null) => ControlEndpoints.Set(_account, to, script);

    public void ClearScripts() => ControlEndpoints.Clear(_account);

    /// <param name="type">As the service says it, or the error code that the service answers with.</param>
    public void SetLineType(string number, string type) =>
        ControlEndpoints.SetLineTypes(_account, new Dictionary<string, string> { [number] = type });

    /// <summary>From now on, requests need this token and webhooks are signed with it.</summary>
    public void RotateAuthToken(string token) => _credentials.AuthToken = token;

    /// <returns>What the webhook was answered with; 0: nothing.</returns>
    public Task<int> SendInboundAsync(InboundText text) => _inbound.SendAsync(text);

    /// <summary>Waits until every event of every text has come.</summary>
    public async Task WhenQuietAsync()
    {
        while (Pending > 0)
        {
            await _caller.WaitAsync(5);
        }
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _app.DisposeAsync();
        Ledger.Dispose();
    }

    private void Map(StandInOptions options)
    {
        var happenings = new Happenings(options, _account, Ledger, _caller, _inbound, TimeProvider.System);
        var messages = new MessageEndpoints(options, _account, Ledger, _caller, happenings, TimeProvider.System);
        var numbers = new NumberEndpoints(options, _account);
        var lookup = new LookupEndpoint(_account);
        _app.Use(RefuseAsync);

        var api = _app.MapGroup("/2010-04-01/Accounts/{account}");
        api.MapPost("/Messages.json", messages.CreateAsync);
        api.MapGet("/Messages.json", messages.ListAsync);
        api.MapGet("/Messages/{sid}.json", messages.FetchAsync);
        api.MapGet("/Messages/{sid}/Media/{media}", messages.MediaAsync);
        api.MapGet("/AvailablePhoneNumbers/US/Local.json", numbers.SearchAsync);
        api.MapGet("/IncomingPhoneNumbers.json", numbers.ListAsync);
        api.MapPost("/IncomingPhoneNumbers.json", numbers.BuyAsync);
        api.MapGet("/IncomingPhoneNumbers/{sid}.json", numbers.FetchAsync);
        api.MapPost("/IncomingPhoneNumbers/{sid}.json", numbers.ChangeAsync);
        api.MapDelete("/IncomingPhoneNumbers/{sid}.json", numbers.ReleaseAsync);
        _app.MapGet($"{MessageEndpoints.StoredMedia}/{{media}}", messages.StoredMediaAsync);
        _app.MapPost("/v1/Services/{service}/PhoneNumbers", numbers.AddToServiceAsync);
        _app.MapDelete("/v1/Services/{service}/PhoneNumbers/{sid}", numbers.RemoveFromServiceAsync);
        _app.MapGet("/v2/PhoneNumbers/{number}", lookup.FetchAsync);
        ControlEndpoints.Map(_app, _account, Ledger, _caller, _inbound, _credentials);
    }

    private async Task RefuseAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            if (!http.Request.Path.StartsWithSegments("/control") && !http.Request.Path.StartsWithSegments(MessageEndpoints.StoredMedia))
            {
                _credentials.Check(http.Request);
                if (http.GetEndpoint() is null)
                {
                    throw TwilioRefusal.NotFound(http.Request.Path);
                }
            }

            await next(http);
        }
        catch (TwilioRefusal refusal)
        {
            await refusal.WriteAsync(http.Response);
        }
        catch (OperationCanceledException)
        {
            http.Abort(); // It stops, or the caller has hung up.
        }
    }
}
