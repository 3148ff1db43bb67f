using System.Net;
using System.Net.Http.Headers;

namespace P2P.Sdk.Twilio.Rest;

/// <summary>A form that knows whether it has begun to leave: until then the other side cannot have taken it.</summary>
internal sealed class FormBody : HttpContent
{
    private readonly byte[] _bytes;
    private volatile bool _hasBegun;

    public FormBody(IEnumerable<KeyValuePair<string, string>> fields)
    {
        _bytes = new FormUrlEncodedContent(fields).ReadAsByteArrayAsync().Result; // In memory: it never waits.
        Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
    }

    public bool HasBegun => _hasBegun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, default);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _hasBegun = true;
        return stream.WriteAsync(_bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
