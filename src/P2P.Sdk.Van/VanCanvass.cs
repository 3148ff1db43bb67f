using System.Globalization;
using System.Text.Json;
using NodaTime.Text;
using P2P.Sdk.Crm;

namespace P2P.Sdk.Van;

/// <summary>The body of one canvass response: a result code, or responses, never both.</summary>
internal static class VanCanvass
{
    public static void Write(Utf8JsonWriter body, VanTypes types, CrmDelivery delivery)
    {
        var content = delivery.Content;
        body.WriteStartObject();
        WriteContext(body, types, delivery);
        if (content.Result is { } result)
        {
            body.WriteNumber("resultCodeId", Id(result));
            body.WriteNull("responses");
        }
        else
        {
            body.WriteNull("resultCodeId");
            body.WriteStartArray("responses");
            WriteCodes(body, content.Given, "Apply");
            WriteCodes(body, content.Taken, "Remove");
            foreach (var reply in content.Replies.DistinctBy(reply => reply.Question.Id))
            {
                body.WriteStartObject();
                body.WriteString("type", "SurveyResponse");
                body.WriteNumber("surveyQuestionId", Id(reply.Question));
                body.WriteNumber("surveyResponseId", Id(reply.Answer));
                body.WriteEndObject();
            }

            body.WriteEndArray();
        }

        body.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter body, VanTypes types, CrmDelivery delivery)
    {
        body.WriteStartObject("canvassContext");
        body.WriteNumber("contactTypeId", types.ContactType);
        body.WriteNumber("inputTypeId", types.InputType);
        body.WriteString("dateCanvassed", OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>").Format(delivery.At));
        if (VanPhone.Of(delivery.Contact.Phone) is { } phone)
        {
            body.WriteStartObject("phone");
            body.WriteString("dialingPrefix", phone.Prefix);
            body.WriteString("phoneNumber", phone.Number);
            body.WriteString("smsOptInStatus", delivery.Content.OptsOut || delivery.Contact.OptedOut ? "O" : "U");
            body.WriteEndObject();
        }

        body.WriteEndObject();
    }

    private static void WriteCodes(Utf8JsonWriter body, IReadOnlyList<CrmName> codes, string action)
    {
        foreach (var code in codes)
        {
            body.WriteStartObject();
            body.WriteString("type", "ActivistCode");
            body.WriteNumber("activistCodeId", Id(code));
            body.WriteString("action", action);
            body.WriteEndObject();
        }
    }

    // They come from VAN's own lists, where they are numbers.
    private static int Id(CrmName name) => int.Parse(name.Id, NumberStyles.None, CultureInfo.InvariantCulture);
}
