using P2P.TwilioStandIn.Requests;
using P2P.TwilioStandIn.Webhooks;

namespace P2P.TwilioStandIn.Messages;

/// <summary>The Messages resource.</summary>
internal sealed class MessageEndpoints(
    StandInOptions options, Account account, Ledger ledger, Caller caller, Happenings happenings, TimeProvider time)
{
    public const string StoredMedia = "/stored-media";

    public const string Path = "/2010-04-01/Accounts/{account}/Messages";

    public async Task CreateAsync(HttpContext http)
    {
        var fields = await Fields.OfFormAsync(http.Request);
        var script = new Script();
        try
        {
            FieldRule.Check(fields, Rules.CreateMessage);
            CreateRules.Check(fields, options, account);
            script = account.Take(fields["To"]!);
            await PlayAsync(script, script.Before);
        }
        catch (TwilioRefusal refusal)
        {
            ledger.Add(Entry("refused", null, fields) with { Code = refusal.Code });
            throw;
        }
        catch (ConnectionResetException)
        {
            ledger.Add(Entry("dropped", null, fields));
            http.Abort();
            return;
        }

        var text = Accept(fields);
        var answer = text.ToJson(options.AccountSid);
        if (script.Callbacks == CallbackOrder.BeforeAnswer)
        {
            await happenings.FollowAsync(text, script);
        }
        else
        {
            caller.Run(() => happenings.FollowAsync(text, script));
        }

        try
        {
            await PlayAsync(script with { Latency = 0 }, script.After);
        }
        catch (ConnectionResetException)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = StatusCodes.Status201Created;
        await http.Response.WriteAsJsonAsync(answer);
    }

    public async Task FetchAsync(HttpContext http)
    {
        FieldRule.Check(Fields.OfQuery(http.Request), []);
        await http.Response.WriteAsJsonAsync(Find(http).ToJson(options.AccountSid));
    }

    public async Task ListAsync(HttpContext http)
    {
        var fields = Fields.OfQuery(http.Request);
        FieldRule.Check(fields, Rules.ListMessages);
        List<Text> found;
        lock (account.Gate)
        {
            // Newest first. A text that has not gone out has no DateSent, so that no filter by it finds it.
            found = [.. account.Texts.Where(t => IsAskedFor(t, fields)).Reverse()];
        }

        await Paging.WriteAsync(http, fields, "messages", found, t => t.Sid, t => t.ToJson(options.AccountSid));
    }

    /// <summary>Sends on to where files are stored, as the Media resource does for an address without <c>.json</c>.</summary>
    public Task MediaAsync(HttpContext http, string media)
    {
        if (!account.Media.ContainsKey(media))
        {
            throw TwilioRefusal.NotFound(http.Request.Path);
        }

        http.Response.Redirect($"{http.Request.Scheme}://{http.Request.Host}{StoredMedia}/{media}", permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }

    /// <summary>Whoever has the address may fetch; a store of files refuses who also shows credentials.</summary>
    public async Task StoredMediaAsync(HttpContext http, string media)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (!account.Media.TryGetValue(media, out var kept))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = kept.ContentType;
        await http.Response.Body.WriteAsync(kept.Content);
    }

    private static bool IsAskedFor(Text text, Fields fields)
    {
        var day = Is.DateOf(fields["DateSent"]);
        return (fields["To"] ?? text.To) == text.To
            && (fields["From"] ?? text.From) == text.From
            && (day is null || (text.Sent >= day && text.Sent < day.Value.AddDays(1)))
            && (!fields.Has("DateSent<") || text.Sent < Is.DateOf(fields["DateSent<"])!.Value.AddDays(1))
            && (!fields.Has("DateSent>") || text.Sent >= Is.DateOf(fields["DateSent>"]));
    }

    private Text Find(HttpContext http)
    {
        var sid = (string)http.Request.RouteValues["sid"]!;
        lock (account.Gate)
        {
            return account.Texts.Find(t => t.Sid == sid) ?? throw TwilioRefusal.NotFound(http.Request.Path);
        }
    }

    private Text Accept(Fields fields)
    {
        var service = fields["MessagingServiceSid"];
        var text = new Text
        {
            Sid = Account.NewSid(fields.Has("MediaUrl") ? "MM" : "SM"),
            Direction = "outbound-api",
            From = fields["From"],
            To = fields["To"]!,
            Body = fields["Body"] ?? "",
            Created = time.GetUtcNow(),
            ServiceSid = service,
            StatusCallback = fields["StatusCallback"],
            Media = fields.All("MediaUrl").Count,
            Status = service is null ? "queued" : "accepted",
        };
        lock (account.Gate)
        {
            account.Texts.Add(text);
            ledger.Add(Entry("accepted", text.Sid, fields));
        }

        return text;
    }

    private LedgerEntry Entry(string kind, string? sid, Fields fields) => new(kind, time.GetUtcNow(), sid, fields["From"], fields["To"], fields["Body"])
    {
        StatusCallback = fields["StatusCallback"],
        ValidityPeriod = fields["ValidityPeriod"] is { } seconds && int.TryParse(seconds, out var valid) ? valid : null,
        MediaUrls = fields.All("MediaUrl"),
        MessagingServiceSid = fields["MessagingServiceSid"],
    };

    private async Task PlayAsync(Script script, Fault fault)
    {
        await caller.WaitAsync(script.Latency);
        switch (fault)
        {
            case Fault.Reset:
                throw new ConnectionResetException();
            case Fault.Delay:
                await caller.WaitAsync(script.Delay);
                break;
            case Fault.Error:
                throw new TwilioRefusal(500, 20500, "An internal server error has occurred");
            case Fault.TooMany:
                throw new TwilioRefusal(429, 20429, "Too Many Requests") { RetryAfter = TimeSpan.FromSeconds(script.RetryAfter) };
            case Fault.Refuse:
                throw new TwilioRefusal(400, script.Code, $"Refused by script with {script.Code}");
        }
    }

    private sealed class ConnectionResetException : Exception;
}
