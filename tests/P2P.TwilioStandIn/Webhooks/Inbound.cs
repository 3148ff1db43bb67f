using P2P.TwilioStandIn.Messages;

namespace P2P.TwilioStandIn.Webhooks;

/// <summary>Tells of texts to the account's numbers.</summary>
internal sealed class Inbound(StandInOptions options, Account account, Ledger ledger, Caller caller, TimeProvider time)
{
    // The service's own lists: the whole body, whatever its case.
    private static readonly string[] Stops = ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"];
    private static readonly string[] Starts = ["START", "UNSTOP", "YES"];
    private static readonly string[] Helps = ["HELP", "INFO"];

    /// <summary>Where the stand-in is reached, for the addresses of pictures.</summary>
    public string BaseAddress { get; set; } = "";

    /// <returns>What the last webhook was answered with; 0: nothing, or nowhere to tell.</returns>
    public async Task<int> SendAsync(InboundText told)
    {
        var (text, url, fields) = Keep(told);
        var answer = 0;
        for (var i = 0; i < told.Times && url is not null; i++)
        {
            answer = await caller.CallAsync(url, fields);
            ledger.Add(new LedgerEntry("inbound", time.GetUtcNow(), text.Sid, text.From, text.To, text.Body) { Answer = answer });
        }

        return answer;
    }

    private (Text Text, string? Url, Dictionary<string, string> Fields) Keep(InboundText told)
    {
        var word = told.Body.Trim().ToUpperInvariant();
        var keyword = Stops.Contains(word) ? "STOP" : Starts.Contains(word) ? "START" : Helps.Contains(word) ? "HELP" : null;
        var text = new Text
        {
            Sid = told.Sid ?? Account.NewSid(told.Media.Count > 0 ? "MM" : "SM"), Direction = "inbound", From = told.From, To = told.To, Body = told.Body,
            Status = "received", Created = time.GetUtcNow(), Sent = time.GetUtcNow(), Media = told.Media.Count,
        };
        lock (account.Gate)
        {
            if (!account.Texts.Exists(t => t.Sid == text.Sid))
            {
                account.Texts.Add(text);
            }

            if (keyword == "STOP" && options.BlocksAfterStop)
            {
                account.Barred.Add((told.To, told.From));
            }
            else if (keyword == "START")
            {
                account.Barred.Remove((told.To, told.From));
            }

            var number = account.Numbers.Find(n => n.Number == told.To);
            var fields = FieldsOf(told, text, number?.InService ?? false, told.OptOutType ?? (options.AdvancedOptOut ? keyword : null));
            return (text, number?.SmsUrl is { Length: > 0 } own ? own : options.InboundUrl, fields);
        }
    }

    private Dictionary<string, string> FieldsOf(InboundText told, Text text, bool inService, string? optOutType)
    {
        var fields = new Dictionary<string, string>
        {
            ["AccountSid"] = options.AccountSid,
            ["ApiVersion"] = "2010-04-01",
            ["MessageSid"] = text.Sid,
            ["SmsSid"] = text.Sid,
            ["SmsMessageSid"] = text.Sid,
            ["SmsStatus"] = "received",
            ["From"] = told.From,
            ["To"] = told.To,
            ["Body"] = told.Body,
            ["NumMedia"] = $"{told.Media.Count}",
            ["NumSegments"] = $"{SegmentCount.Of(told.Body)}",
            ["FromCountry"] = "US",
            ["ToCountry"] = "US",
        };
        if (inService)
        {
            fields["MessagingServiceSid"] = options.MessagingServiceSid;
        }

        if (optOutType is not null)
        {
            fields["OptOutType"] = optOutType;
        }

        for (var i = 0; i < told.Media.Count; i++)
        {
            var sid = Account.NewSid("ME");
            account.Media[sid] = (told.Media[i].ContentType, Convert.FromBase64String(told.Media[i].Content));
            fields[$"MediaUrl{i}"] = $"{BaseAddress}/2010-04-01/Accounts/{options.AccountSid}/Messages/{text.Sid}/Media/{sid}";
            fields[$"MediaContentType{i}"] = told.Media[i].ContentType;
        }

        return fields;
    }
}
