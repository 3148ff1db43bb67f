using System.Text.Json.Nodes;
using P2P.TwilioStandIn.Requests;

namespace P2P.TwilioStandIn.Numbers;

/// <summary>Lookup v2, with line types only: <c>mobile</c>, or what was set for a number; an error code for a type is that error.</summary>
internal sealed class LookupEndpoint(Account account)
{
    public async Task FetchAsync(HttpContext http, string number)
    {
        var fields = Fields.OfQuery(http.Request);
        FieldRule.Check(fields, Rules.Lookup);
        if (!number.StartsWith('+'))
        {
            throw TwilioRefusal.NotFound(http.Request.Path);
        }

        var isValid = Is.Phone(number);
        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["phone_number"] = number,
            ["calling_country_code"] = isValid ? "1" : null,
            ["country_code"] = isValid ? "US" : null,
            ["national_format"] = isValid ? number[2..] : null,
            ["valid"] = isValid,
            ["validation_errors"] = isValid ? [] : new JsonArray("INVALID_BUT_POSSIBLE"),
            ["caller_name"] = null,
            ["sim_swap"] = null,
            ["line_type_intelligence"] = fields.Has("Fields") && isValid ? LineType(number) : null,
            ["url"] = $"https://lookups.twilio.com/v2/PhoneNumbers/{number}",
        });
    }

    private JsonObject LineType(string number)
    {
        string type;
        lock (account.Gate)
        {
            type = account.LineTypes.GetValueOrDefault(number, "mobile");
        }

        var failed = int.TryParse(type, out var code);
        return new JsonObject
        {
            ["type"] = failed ? null : type,
            ["carrier_name"] = failed ? null : "Example Wireless",
            ["mobile_country_code"] = type == "mobile" ? "310" : null,
            ["mobile_network_code"] = type == "mobile" ? "456" : null,
            ["error_code"] = failed ? code : null,
        };
    }
}
