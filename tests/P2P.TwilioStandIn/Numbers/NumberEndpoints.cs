using System.Text.Json.Nodes;
using P2P.TwilioStandIn.Requests;

namespace P2P.TwilioStandIn.Numbers;

/// <summary>The numbers of the account: search, buy, list, change, release, and the service's pool.</summary>
internal sealed class NumberEndpoints(StandInOptions options, Account account)
{
    /// <summary>What is searched where no area code is asked for.</summary>
    private static readonly string[] Anywhere = ["312", "617", "702", "919"];

    public async Task ListAsync(HttpContext http)
    {
        var fields = Fields.OfQuery(http.Request);
        FieldRule.Check(fields, Rules.ListNumbers);
        List<OwnedNumber> found;
        lock (account.Gate)
        {
            found = [.. account.Numbers.Where(n =>
                (fields["PhoneNumber"] ?? n.Number) == n.Number && (fields["FriendlyName"] ?? n.FriendlyName) == n.FriendlyName)];
        }

        await Paging.WriteAsync(http, fields, "incoming_phone_numbers", found, n => n.Sid, n => n.ToJson(options.AccountSid));
    }

    public async Task SearchAsync(HttpContext http)
    {
        var fields = Fields.OfQuery(http.Request);
        FieldRule.Check(fields, Rules.SearchNumbers);
        var size = int.Parse(fields["PageSize"] ?? "30", null);
        List<string> found;
        lock (account.Gate)
        {
            found = [.. Free(fields["AreaCode"] is { } area ? [area] : Anywhere).Take(size)];
        }

        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["available_phone_numbers"] = new JsonArray([.. found.Select(number => new JsonObject
            {
                ["phone_number"] = number,
                ["friendly_name"] = $"({number[2..5]}) {number[5..8]}-{number[8..]}",
                ["iso_country"] = "US",
                ["address_requirements"] = "none",
                ["beta"] = false,
                ["capabilities"] = new JsonObject { ["voice"] = true, ["SMS"] = true, ["MMS"] = true },
            })]),
            ["uri"] = $"{http.Request.Path}{http.Request.QueryString}",
        });
    }

    public async Task BuyAsync(HttpContext http)
    {
        var fields = await Fields.OfFormAsync(http.Request);
        FieldRule.Check(fields, Rules.BuyNumber);
        if (fields.Has("PhoneNumber") == fields.Has("AreaCode"))
        {
            throw new TwilioRefusal(400, 21421, "PhoneNumber or AreaCode is required");
        }

        OwnedNumber bought;
        lock (account.Gate)
        {
            var number = fields["PhoneNumber"] is { } wanted
                ? Free([wanted[2..5]]).FirstOrDefault(n => n == wanted) ?? throw new TwilioRefusal(400, 21422, $"{wanted} is not available")
                : Free([fields["AreaCode"]!]).FirstOrDefault() ?? throw new TwilioRefusal(400, 21452, "No phone numbers found in area code");
            bought = new OwnedNumber(Account.NewSid("PN"), number) { SmsUrl = fields["SmsUrl"], FriendlyName = fields["FriendlyName"] };
            account.Numbers.Add(bought);
        }

        http.Response.StatusCode = StatusCodes.Status201Created;
        await http.Response.WriteAsJsonAsync(bought.ToJson(options.AccountSid));
    }

    public async Task ChangeAsync(HttpContext http)
    {
        var fields = await Fields.OfFormAsync(http.Request);
        FieldRule.Check(fields, Rules.ChangeNumber);
        var number = Find(http, (string)http.Request.RouteValues["sid"]!);
        number.SmsUrl = fields["SmsUrl"] ?? number.SmsUrl;
        number.FriendlyName = fields["FriendlyName"] ?? number.FriendlyName;
        await http.Response.WriteAsJsonAsync(number.ToJson(options.AccountSid));
    }

    public async Task FetchAsync(HttpContext http) =>
        await http.Response.WriteAsJsonAsync(Find(http, (string)http.Request.RouteValues["sid"]!).ToJson(options.AccountSid));

    public Task ReleaseAsync(HttpContext http)
    {
        var number = Find(http, (string)http.Request.RouteValues["sid"]!);
        lock (account.Gate)
        {
            account.Numbers.Remove(number);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Puts a number into the service's pool.</summary>
    public async Task AddToServiceAsync(HttpContext http)
    {
        var fields = await Fields.OfFormAsync(http.Request);
        FieldRule.Check(fields, Rules.AddToService);
        CheckService(http);
        var number = Find(http, fields["PhoneNumberSid"]!);
        if (number.InService)
        {
            throw new TwilioRefusal(409, 21710, "Phone Number is already in the Messaging Service.");
        }

        number.InService = true;
        http.Response.StatusCode = StatusCodes.Status201Created;
        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["sid"] = number.Sid,
            ["account_sid"] = options.AccountSid,
            ["service_sid"] = options.MessagingServiceSid,
            ["phone_number"] = number.Number,
            ["country_code"] = "US",
        });
    }

    public Task RemoveFromServiceAsync(HttpContext http)
    {
        CheckService(http);
        Find(http, (string)http.Request.RouteValues["sid"]!).InService = false;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private void CheckService(HttpContext http)
    {
        if (http.Request.RouteValues["service"] as string != options.MessagingServiceSid)
        {
            throw TwilioRefusal.NotFound(http.Request.Path);
        }
    }

    /// <summary>555-0100 to 555-0199 of each area code, without those that are taken.</summary>
    private IEnumerable<string> Free(IEnumerable<string> areaCodes) =>
        areaCodes.Except(options.SoldOut)
            .SelectMany(area => Enumerable.Range(0, 100).Select(i => $"+1{area}55501{i:00}"))
            .Where(number => !account.Numbers.Exists(n => n.Number == number));

    private OwnedNumber Find(HttpContext http, string sid)
    {
        lock (account.Gate)
        {
            return account.Numbers.Find(n => n.Sid == sid) ?? throw TwilioRefusal.NotFound(http.Request.Path);
        }
    }
}
