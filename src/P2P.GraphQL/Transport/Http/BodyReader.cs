using System.Buffers;

namespace P2P.GraphQL.Transport.Http;

/// <summary>Reads a body whole, up to a limit.</summary>
internal static class BodyReader
{
    /// <returns><see langword="null"/> if the body is longer than <paramref name="limit"/> bytes.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        // Grows with what really came: a length in a header is only a claim.
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(4096), cancellationToken);
            if (read == 0)
            {
                return body.WrittenMemory;
            }

            body.Advance(read);
            if (body.WrittenCount > limit)
            {
                return null;
            }
        }
    }
}
