using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace P2P.Sdk.Contacts.Import;

/// <summary>A row of a file as it waits in the stage, written and read again (<see cref="StagedRow.Content"/>).</summary>
/// <remarks>JSON; what the row does not say is not written.</remarks>
internal static class StagedContent
{
    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static StagedRow Write(ContactFileRow row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AsItIs))
        {
            json.WriteStartObject();
            Write(json, "notes", row.Notes);
            if (row.Values is { } values)
            {
                Write(json, values);
            }
            else
            {
                json.WriteNumber("problem", (int)row.Problem);
            }

            json.WriteEndObject();
        }

        return new(row.Line, row.Values?.Phone ?? default, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static ContactFileRow Read(StagedRow staged)
    {
        using var json = JsonDocument.Parse(staged.Content);
        var row = json.RootElement;
        var problem = row.TryGetProperty("problem", out var written) ? (ContactRowProblem)written.GetInt32() : ContactRowProblem.None;
        return new(
            staged.Line, problem == ContactRowProblem.None ? Values(row, staged.Phone) : null, problem, Texts(row, "notes"));
    }

    private static void Write(Utf8JsonWriter json, ContactValues values)
    {
        Write(json, "firstName", values.FirstName);
        Write(json, "lastName", values.LastName);
        Write(json, "email", values.Email);
        Write(json, "state", values.State);
        Write(json, "zip", values.Zip);
        Write(json, "vanId", values.VanId);
        Write(json, "language", values.Language);
        Write(json, "timeZone", values.TimeZone);
        Write(json, "tags", values.Tags);
        if (values.OptsOut)
        {
            json.WriteBoolean("optsOut", true);
        }

        json.WriteStartObject("fields");
        foreach (var (field, value) in values.Fields)
        {
            json.WriteString(field.ToString(), value);
        }

        json.WriteEndObject();
    }

    private static ContactValues Values(JsonElement row, PhoneNumber phone)
    {
        var values = new ContactValues(phone)
        {
            FirstName = Text(row, "firstName"),
            LastName = Text(row, "lastName"),
            Email = Text(row, "email"),
            State = Text(row, "state"),
            Zip = Text(row, "zip"),
            VanId = Text(row, "vanId"),
            Language = Text(row, "language"),
            TimeZone = Text(row, "timeZone"),
            Tags = Texts(row, "tags"),
            OptsOut = row.TryGetProperty("optsOut", out _),
        };
        foreach (var field in row.GetProperty("fields").EnumerateObject())
        {
            values.FieldValues[new(Guid.ParseExact(field.Name, "N"))] = field.Value.GetString()!;
        }

        return values;
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static string[] Texts(JsonElement row, string name) =>
        row.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
