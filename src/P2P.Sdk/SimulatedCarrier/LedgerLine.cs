using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>One line of the ledger as JSON: a hand-over, a reply, a number given, or the key of something told.</summary>
internal sealed record LedgerLine
{
    private static readonly InstantPattern Times = InstantPattern.ExtendedIso;

    public HandedOverText? Text { get; private init; }

    public SentReply? Reply { get; private init; }

    public PhoneNumber? Number { get; private init; }

    public string? Told { get; private init; }

    public static string Of(HandedOverText text) => Write("text", json =>
    {
        json.WriteNumber("sequence", text.Sequence);
        json.WriteString("message", text.Message.Value);
        json.WriteString("from", text.From.ToString());
        json.WriteString("to", text.To.ToString());
        json.WriteString("text", text.Text);
        if (text.Media is not null)
        {
            json.WriteString("media", text.Media);
        }

        json.WriteString("at", Times.Format(text.At));
        json.WriteString("machineAt", Times.Format(text.MachineAt));
        json.WriteNumber("validForSeconds", text.ValidFor.TotalSeconds);
        json.WriteNumber("handOversBefore", text.HandOversBefore);
        json.WriteNumber("textsBefore", text.TextsBefore);
        json.WriteString("outcome", text.Outcome.ToString());
        json.WriteString("carrierId", text.CarrierId);
        json.WriteString("code", text.Code);
        json.WriteString("final", text.Final?.ToString());
        json.WriteString("finalAt", text.FinalAt is { } at ? Times.Format(at) : null);
    });

    public static string Of(SentReply reply) => Write("reply", json =>
    {
        json.WriteNumber("sequence", reply.Sequence);
        json.WriteString("carrierId", reply.CarrierId);
        json.WriteString("from", reply.From.ToString());
        json.WriteString("to", reply.To.ToString());
        json.WriteString("text", reply.Text);
        json.WriteString("optOut", reply.OptOut.ToString());
        json.WriteString("at", Times.Format(reply.At));
        json.WriteString("toldAt", Times.Format(reply.ToldAt));
        json.WriteString("machineToldAt", Times.Format(reply.MachineToldAt));
    });

    public static string OfNumber(PhoneNumber number) =>
        Write("number", json => json.WriteString("number", number.ToString()));

    public static string OfTold(string key) => Write("told", json => json.WriteString("key", key));

    /// <exception cref="FormatException">It is no such line; so are the other exceptions of reading JSON.</exception>
    public static LedgerLine Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        return json.GetProperty("kind").GetString() switch
        {
            "text" => new() { Text = ReadText(json) },
            "reply" => new() { Reply = ReadReply(json) },
            "number" => new() { Number = ReadNumber(json, "number") },
            "told" => new() { Told = json.GetProperty("key").GetString() },
            _ => throw new FormatException("A ledger's line is a text, a reply, a number or something told."),
        };
    }

    private static HandedOverText ReadText(JsonElement json) => new()
    {
        Sequence = json.GetProperty("sequence").GetInt64(),
        Message = new(json.GetProperty("message").GetGuid()),
        From = ReadNumber(json, "from"),
        To = ReadNumber(json, "to"),
        Media = json.TryGetProperty("media", out var media) ? media.GetString() : null,
        Text = json.GetProperty("text").GetString()!,
        At = ReadTime(json, "at"),
        MachineAt = ReadTime(json, "machineAt"),
        ValidFor = Duration.FromSeconds(json.GetProperty("validForSeconds").GetDouble()),
        HandOversBefore = json.GetProperty("handOversBefore").GetInt32(),
        TextsBefore = json.GetProperty("textsBefore").GetInt32(),
        Outcome = Enum.Parse<HandOverOutcome>(json.GetProperty("outcome").GetString()!),
        CarrierId = json.GetProperty("carrierId").GetString(),
        Code = json.GetProperty("code").GetString(),
        Final = json.GetProperty("final").GetString() is { } final ? Enum.Parse<MessageStatus>(final) : null,
        FinalAt = json.GetProperty("finalAt").ValueKind == JsonValueKind.Null ? null : ReadTime(json, "finalAt"),
    };

    private static SentReply ReadReply(JsonElement json) => new()
    {
        Sequence = json.GetProperty("sequence").GetInt64(),
        CarrierId = json.GetProperty("carrierId").GetString()!,
        From = ReadNumber(json, "from"),
        To = ReadNumber(json, "to"),
        Text = json.GetProperty("text").GetString()!,
        OptOut = Enum.Parse<OptOutWording>(json.GetProperty("optOut").GetString()!),
        At = ReadTime(json, "at"),
        ToldAt = ReadTime(json, "toldAt"),
        MachineToldAt = ReadTime(json, "machineToldAt"),
    };

    private static PhoneNumber ReadNumber(JsonElement json, string name) =>
        PhoneNumber.Parse(json.GetProperty(name).GetString()!);

    private static Instant ReadTime(JsonElement json, string name) =>
        Times.Parse(json.GetProperty(name).GetString()!).Value;

    private static string Write(string kind, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
