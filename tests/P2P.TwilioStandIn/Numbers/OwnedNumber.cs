using System.Text.Json.Nodes;

namespace P2P.TwilioStandIn.Numbers;

/// <summary>A number of the account.</summary>
internal sealed record OwnedNumber(string Sid, string Number)
{
    public string? SmsUrl { get; set; }

    public string? FriendlyName { get; set; }

    public bool InService { get; set; }

    public JsonObject ToJson(string account) => new()
    {
        ["sid"] = Sid,
        ["account_sid"] = account,
        ["phone_number"] = Number,
        ["friendly_name"] = FriendlyName ?? Number,
        ["sms_url"] = SmsUrl ?? "",
        ["sms_method"] = "POST",
        ["capabilities"] = new JsonObject { ["voice"] = true, ["sms"] = true, ["mms"] = true, ["fax"] = false },
        ["status"] = "in-use",
        ["beta"] = false,
        ["api_version"] = "2010-04-01",
        ["uri"] = $"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{Sid}.json",
    };
}
