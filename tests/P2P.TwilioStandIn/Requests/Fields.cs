using System.Text;

namespace P2P.TwilioStandIn.Requests;

/// <summary>The fields of a form or a query, decoded without any leniency.</summary>
internal sealed class Fields
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<KeyValuePair<string, string>> _all = [];

    private Fields()
    {
    }

    public IEnumerable<IGrouping<string, string>> ByName => _all.GroupBy(f => f.Key, f => f.Value);

    public string? this[string name] => _all.FirstOrDefault(f => f.Key == name).Value;

    public IReadOnlyList<string> All(string name) => [.. _all.Where(f => f.Key == name).Select(f => f.Value)];

    public bool Has(string name) => _all.Exists(f => f.Key == name);

    /// <exception cref="TwilioRefusal">It is no form, or not in UTF-8.</exception>
    public static async Task<Fields> OfFormAsync(HttpRequest request)
    {
        var type = request.ContentType?.Split(';', 2);
        if (type is null || type[0].Trim() != "application/x-www-form-urlencoded"
            || (type.Length > 1 && !type[1].Trim().Equals("charset=utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new TwilioRefusal(415, 20422, "The content type must be application/x-www-form-urlencoded in UTF-8.");
        }

        if (request.QueryString.HasValue)
        {
            throw new TwilioRefusal(400, 20001, "Unknown parameters: a create takes its fields from the body.");
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Parse(Decode(body.ToArray()));
    }

    public static Fields OfQuery(HttpRequest request) => Parse((request.QueryString.Value ?? "").TrimStart('?'));

    private static Fields Parse(string text)
    {
        var fields = new Fields();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=');
            if (cut < 0)
            {
                throw Malformed();
            }

            fields._all.Add(new(Unescape(pair[..cut]), Unescape(pair[(cut + 1)..])));
        }

        return fields;
    }

    private static string Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '+':
                    bytes.Add((byte)' ');
                    break;
                case '%' when i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]):
                    bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                    i += 2;
                    break;
                case '%' or > '~' or < '!':
                    throw Malformed(); // Must have been escaped.
                default:
                    bytes.Add((byte)text[i]);
                    break;
            }
        }

        return Decode([.. bytes]);
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new TwilioRefusal(400, 20422, "Invalid parameter: not UTF-8.");
        }
    }

    private static TwilioRefusal Malformed() => new(400, 20422, "Invalid parameter: not form encoded.");
}
