using System.Globalization;
using System.Net;
using System.Text.Json;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.Van.Rest;

namespace P2P.Sdk.Van;

/// <summary>Finds out who a contact is in VAN: by the id of the import, else by names and number.</summary>
internal sealed class VanPeople(VanApi api)
{
    /// <returns>Either the id, or why there is none.</returns>
    public async Task<(int? VanId, CrmAnswer? Failure)> FindAsync(CampaignId campaign, Contact contact, CancellationToken cancellationToken)
    {
        if (contact.VanId.Length > 0)
        {
            return ReadId(contact.VanId.Trim()) is { } known
                ? (known, null)
                : (null, new CrmAnswer.Refused("The contact's VAN id is no number. Import it again with the right one, or without."));
        }

        var (isNamed, number) = (contact.FirstName.Length > 0 && contact.LastName.Length > 0, VanPhone.Of(contact.Phone));
        if (!((isNamed && number is not null) || contact.Email.Length > 0))
        {
            return (null, new CrmAnswer.Refused(
                "The contact has no VAN id, and no first and last name to find the person by. Import them, then send again."));
        }

        var reply = await api.PostAsync(campaign, "people/find", body => Write(body, contact, isNamed, number), cancellationToken);
        return reply switch
        {
            { Status: HttpStatusCode.NotFound } => (null, new CrmAnswer.Refused(
                "VAN knows no person with the contact's names and number. Import their VAN id, then send again.")),
            { IsGood: true } or { Status: HttpStatusCode.Found } =>
                (ReadId(reply.Body.Text("vanId")) ?? ReadId(reply.Location?.OriginalString.Split('/')[^1] ?? "")) is { } found
                    ? (found, null)
                    : (null, new CrmAnswer.Refused("VAN found a person and did not say whom.")),
            _ => (null, reply.ToFailure()),
        };
    }

    /// <summary>People by names and ZIP.</summary>
    public async Task<Outcome<IReadOnlyList<CrmPerson>>> SearchAsync(
        CampaignId campaign, string firstName, string lastName, string zip, int most, CancellationToken cancellationToken)
    {
        var reply = await api.GetAsync(
            campaign,
            $"people?firstName={Uri.EscapeDataString(firstName)}&lastName={Uri.EscapeDataString(lastName)}&zipOrPostalCode={zip}"
                + $"&$top={most}&$expand=phones,addresses",
            cancellationToken);
        return reply.IsGood && reply.Body.Find("items") is { ValueKind: JsonValueKind.Array } items
            ? Outcome.Of<IReadOnlyList<CrmPerson>>([.. items.EnumerateArray().Select(Read).OfType<CrmPerson>()])
            : NoAnswer();
    }

    public async Task<Outcome<CrmPerson>> ReadAsync(CampaignId campaign, string id, CancellationToken cancellationToken)
    {
        if (ReadId(id) is not { } vanId)
        {
            return Nobody();
        }

        var reply = await api.GetAsync(campaign, $"people/{vanId}?$expand=phones,addresses", cancellationToken);
        return reply switch
        {
            { IsGood: true } when Read(reply.Body) is { } person => person,
            { Status: HttpStatusCode.NotFound } => Nobody(),
            _ => NoAnswer(),
        };
    }

    private static CrmPerson? Read(JsonElement person) => person.Text("vanId") is { Length: > 0 } id
        ? new(
            id, person.Text("firstName"), person.Text("lastName"),
            Preferred(person.Find("addresses")).Select(a => a.Text("zipOrPostalCode")).Where(z => z.Length >= 5).Select(z => z[..5]).FirstOrDefault(""),
            [
                .. Preferred(person.Find("phones")).Select(phone => PhoneNumberParser.Read(phone.Text("phoneNumber")))
                    .Where(phone => phone.IsValid).Select(phone => phone.Number).Distinct(),
            ])
        : null;

    private static IEnumerable<JsonElement> Preferred(JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? array.EnumerateArray().OrderByDescending(item => item.Find("isPreferred").ValueKind == JsonValueKind.True)
        : [];

    private static Refusal Nobody() => Refusal.NotFound("person") with { Path = ["personId"] };

    private static Refusal NoAnswer() => new(RefusalCode.CrmUnavailable, "VAN did not answer. Try again in a while.");

    private static void Write(Utf8JsonWriter body, Contact contact, bool isNamed, VanPhone? number)
    {
        body.WriteStartObject();
        if (isNamed)
        {
            body.WriteString("firstName", contact.FirstName);
            body.WriteString("lastName", contact.LastName);
            if (number is not null)
            {
                body.WriteStartArray("phones");
                body.WriteStartObject();
                body.WriteString("phoneNumber", number.Number);
                body.WriteEndObject();
                body.WriteEndArray();
            }
        }

        if (contact.Email.Length > 0)
        {
            body.WriteStartArray("emails");
            body.WriteStartObject();
            body.WriteString("email", contact.Email);
            body.WriteEndObject();
            body.WriteEndArray();
        }

        body.WriteEndObject();
    }

    private static int? ReadId(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
}
