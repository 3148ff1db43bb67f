using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using P2P.Sdk.Contacts;
using P2P.Sdk.Twilio.Rest;
using P2P.Sdk.Twilio.Webhooks;

namespace P2P.Sdk.Twilio.Numbers;

/// <summary>The account's numbers at Twilio: what it has, what can be bought, buying and giving back.</summary>
internal sealed class TwilioNumbers(TwilioApi api, IOptions<TwilioOptions> options)
{
    private const string Owned = "IncomingPhoneNumbers";

    /// <summary>The numbers whose replies come to us: those that were bought here.</summary>
    public async Task<IReadOnlyList<OwnedNumber>> ListAsync(CancellationToken cancellationToken)
    {
        var ours = WebhookAddress.Of(options.Value, WebhookAddress.Inbound);
        var owned = new List<OwnedNumber>();
        var list = api.ListAsync(api.Account($"{Owned}.json?PageSize=200"), "incoming_phone_numbers", cancellationToken);
        await foreach (var item in list)
        {
            if (item.Text("sms_url") == ours && Read(item) is { } number)
            {
                owned.Add(number);
            }
        }

        return owned;
    }

    /// <returns><see langword="null"/> if the account does not have it.</returns>
    public async Task<OwnedNumber?> FindAsync(PhoneNumber number, CancellationToken cancellationToken)
    {
        var path = api.Account($"{Owned}.json?PhoneNumber={Uri.EscapeDataString($"{number}")}");
        await foreach (var item in api.ListAsync(path, "incoming_phone_numbers", cancellationToken))
        {
            if (Read(item) is { } owned && owned.Number == number)
            {
                return owned;
            }
        }

        return null;
    }

    /// <summary>Numbers that can be bought now and take texts with pictures.</summary>
    /// <param name="place">Such as <c>AreaCode=617</c> or <c>InRegion=MA</c>; empty: anywhere.</param>
    public async Task<IReadOnlyList<PhoneNumber>> SearchAsync(string place, int most, CancellationToken cancellationToken)
    {
        var path = api.Account(
            $"AvailablePhoneNumbers/US/Local.json?SmsEnabled=true&MmsEnabled=true&PageSize={Math.Min(most, 200)}{(place.Length > 0 ? "&" + place : "")}");
        var found = (await api.ReadAsync(path, cancellationToken)).Find("available_phone_numbers");
        return found.ValueKind != JsonValueKind.Array
            ? throw new TwilioException("Twilio's answer has no available_phone_numbers.")
            : [.. found.EnumerateArray()
                .Select(item => PhoneNumber.TryParse(item.Text("phone_number"), out var number) ? number : default)
                .Where(number => number != default)];
    }

    /// <summary>Buys a number, whose replies then come to us.</summary>
    /// <returns><see langword="null"/> if somebody else was faster, or it cannot be had.</returns>
    /// <exception cref="Exception">It may be bought or not: <see cref="ListAsync"/> tells.</exception>
    public async Task<OwnedNumber?> BuyAsync(PhoneNumber number, CancellationToken cancellationToken)
    {
        var answer = await api.CreateAsync(
            api.Account($"{Owned}.json"),
            [new("PhoneNumber", $"{number}"), new("SmsUrl", WebhookAddress.Of(options.Value, WebhookAddress.Inbound))],
            cancellationToken);
        return answer.IsSuccess && Read(answer.Body) is { } bought ? bought
            : answer.Status == HttpStatusCode.BadRequest ? null
            : throw new TwilioException($"Twilio answered {(int?)answer.Status}, error {answer.Code}, to the purchase of a number.");
    }

    /// <summary>Puts a number into the messaging service, if there is one: texts by the service go from its numbers only.</summary>
    public async Task JoinServiceAsync(OwnedNumber number, CancellationToken cancellationToken)
    {
        if (options.Value.MessagingServiceSid is not { Length: > 0 } service)
        {
            return;
        }

        var answer = await api.CreateAsync(
            api.Address($"/v1/Services/{service}/PhoneNumbers", TwilioHost.Messaging),
            [new("PhoneNumberSid", number.Sid)],
            cancellationToken);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.Conflict) // Conflict: it is in there.
        {
            throw new TwilioException(
                $"Twilio answered {(int?)answer.Status}, error {answer.Code}, and did not take a number into the messaging service.");
        }
    }

    /// <summary>Gives a number back. Its replies are lost from then on.</summary>
    public Task ReleaseAsync(OwnedNumber number, CancellationToken cancellationToken) =>
        api.DeleteAsync(api.Account($"{Owned}/{number.Sid}.json"), cancellationToken);

    private static OwnedNumber? Read(JsonElement item) =>
        PhoneNumber.TryParse(item.Text("phone_number"), out var number) && item.Text("sid") is { Length: > 0 } sid
            ? new(sid, number)
            : null;
}

internal sealed record OwnedNumber(string Sid, PhoneNumber Number);
