using System.Text.Json;
using NodaTime.Text;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Webhooks;

/// <summary>What one delivery says: docs/webhooks.md tells receivers. Members may be added, and none changes its meaning.</summary>
internal static class WebhookBody
{
    private const int Version = 1;

    private static readonly OffsetDateTimePattern Time =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFo<+HH:mm>");

    public static byte[] Of(CrmDelivery delivery)
    {
        using var stream = new MemoryStream();
        using (var body = new Utf8JsonWriter(stream))
        {
            Write(body, delivery);
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter body, CrmDelivery delivery)
    {
        var (contact, content) = (delivery.Contact, delivery.Content);
        body.WriteStartObject();
        body.WriteNumber("version", Version);
        body.WriteString("id", delivery.Id.ToString());
        body.WriteString("type", TypeOf(delivery.Kind));
        body.WriteString("at", Time.Format(delivery.At));
        body.WriteString("campaign", delivery.Campaign.ToString());
        body.WriteStartObject("contact");
        body.WriteString("id", contact.Id.ToString());
        body.WriteString("phone", contact.Phone.ToString());
        body.WriteString("firstName", contact.FirstName);
        body.WriteString("lastName", contact.LastName);
        body.WriteString("vanId", contact.VanId);
        body.WriteBoolean("optedOut", contact.OptedOut || content.OptsOut);
        body.WriteEndObject();
        WriteNames(body, "tagsGiven", content.Given);
        WriteNames(body, "tagsTaken", content.Taken);
        body.WriteStartArray("answers");
        foreach (var reply in content.Replies)
        {
            body.WriteStartObject();
            body.WriteString("field", reply.Question.Id);
            body.WriteString("option", reply.Answer.Id);
            body.WriteEndObject();
        }

        body.WriteEndArray();
        body.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter body, string member, IReadOnlyList<CrmName> names)
    {
        body.WriteStartArray(member);
        foreach (var name in names)
        {
            body.WriteStringValue(name.Name);
        }

        body.WriteEndArray();
    }

    private static string TypeOf(CrmEntryKind kind) => kind switch
    {
        CrmEntryKind.Marks => "contact.marked",
        CrmEntryKind.Texted => "contact.texted",
        CrmEntryKind.WrongNumber => "contact.wrong_number",
        CrmEntryKind.Refused => "contact.refused",
        CrmEntryKind.OptedOut => "contact.opted_out",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
