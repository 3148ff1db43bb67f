using P2P.TwilioStandIn.Messages;
using P2P.TwilioStandIn.Requests;
using P2P.TwilioStandIn.Webhooks;

namespace P2P.TwilioStandIn.Control;

/// <summary>What a test asks of the stand-in when it runs as another process. No part of the service.</summary>
internal static class ControlEndpoints
{
    public static void Map(WebApplication app, Account account, Ledger ledger, Caller caller, Inbound inbound, Credentials credentials)
    {
        // ?to=+1… or for everybody.
        app.MapPut("/control/scripts", (string? to, Script script) => Set(account, to, script));
        app.MapDelete("/control/scripts", () => Clear(account));
        app.MapPut("/control/line-types", (Dictionary<string, string> types) => SetLineTypes(account, types));
        app.MapPut("/control/auth-token", (string token) => credentials.AuthToken = token);
        app.MapPost("/control/inbound", async (InboundText text) => await inbound.SendAsync(text));
        app.MapGet("/control/ledger", () => ledger.Entries);
        app.MapGet("/control/pending", () => caller.Pending);
    }

    internal static void Set(Account account, string? to, Script script)
    {
        lock (account.Gate)
        {
            if (!account.Scripts.TryGetValue(to ?? "", out var scripts))
            {
                account.Scripts[to ?? ""] = scripts = [];
            }

            scripts.Add((script, 0));
        }
    }

    internal static void Clear(Account account)
    {
        lock (account.Gate)
        {
            account.Scripts.Clear();
        }
    }

    internal static void SetLineTypes(Account account, IReadOnlyDictionary<string, string> types)
    {
        lock (account.Gate)
        {
            foreach (var (number, type) in types)
            {
                account.LineTypes[number] = type;
            }
        }
    }
}
