using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.Transport;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace P2P.GraphQL.Transport.Documents;

/// <summary>Documents that are asked for by the SHA-256 of their text: those of a folder, and what clients have sent with its hash.</summary>
/// <remarks>Sources: GraphQL over HTTP, appendix on persisted documents (<c>documentId</c>), and Apollo's automatic persisted queries
/// (<c>extensions.persistedQuery</c>).</remarks>
internal sealed class PersistedOperations : IDisposable
{
    public const string Prefix = "sha256:";

    private const string Extension = "persistedQuery";

    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly MemoryCache _told;
    private readonly bool _alone;
    private readonly int _longest;

    public PersistedOperations(IOptions<GraphQLLimits> limits)
    {
        _told = new(new MemoryCacheOptions { SizeLimit = limits.Value.CachedDocumentCharacters });
        _alone = limits.Value.OnlyPersisted;
        _longest = limits.Value.DocumentLength;
        if (!string.IsNullOrEmpty(limits.Value.PersistedOperations))
        {
            Read(limits.Value.PersistedOperations);
        }
    }

    /// <summary>How many the folder has.</summary>
    public int Count => _known.Count;

    /// <summary>Puts the document into a request that names one.</summary>
    /// <param name="remember">Whether a document that comes with its hash is kept: of users only, or strangers push out theirs.</param>
    /// <returns>What to answer instead; <see langword="null"/>: it may be executed.</returns>
    public ExecutionResult? Resolve(GraphQLRequest request, bool remember)
    {
        if (HashIn(request) is not { } hash)
        {
            return request.Query is null ? Fault(ErrorCodes.BadRequest, "The request names no document.")
                : _alone && !_known.ContainsKey(HashOf(request.Query)) ? Fault(
                    ErrorCodes.PersistedOnly, "This server runs persisted operations only; this is none of them.")
                : null;
        }

        if (_known.TryGetValue(hash, out var known))
        {
            request.Query = known;
            return null;
        }

        if (request.Query is { } text)
        {
            if (!HashOf(text).Equals(hash, StringComparison.OrdinalIgnoreCase))
            {
                return Fault(ErrorCodes.BadRequest, "The hash is not that of the document.");
            }

            if (_alone)
            {
                return Fault(ErrorCodes.PersistedOnly, "This server runs persisted operations only; this is none of them.");
            }

            if (remember && text.Length <= _longest)
            {
                _told.Set(hash.ToLowerInvariant(), text, new MemoryCacheEntryOptions { Size = text.Length });
            }

            return null;
        }

        if (_alone || !_told.TryGetValue(hash.ToLowerInvariant(), out string? told))
        {
            return Fault(ErrorCodes.PersistedNotFound, "This operation is not known here. Send the document with its hash.");
        }

        request.Query = told;
        return null;
    }

    public void Dispose() => _told.Dispose();

    internal static string HashOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    private static ExecutionResult Fault(string code, string message) => Execution.Failures.Of(code, message);

    private static string? HashIn(GraphQLRequest request) =>
        request.DocumentId is { } id ? id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id
        : request.Extensions?.TryGetValue(Extension, out var extension) == true
            && extension is IDictionary<string, object?> persisted && persisted.TryGetValue("sha256Hash", out var hash)
            ? hash as string ?? ""
            : null;

    /// <summary>Files <c>*.graphql</c>, a document each; and <c>*.json</c>, objects of documents by their hashes, as code generators
    /// write them.</summary>
    /// <exception cref="InvalidDataException">There is no such folder, or a file of it holds something else.</exception>
    private void Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"GraphQL:PersistedOperations is a folder; there is none at '{folder}'.");
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.graphql", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            _known[HashOf(text)] = text;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            ReadManifest(file);
        }
    }

    private void ReadManifest(string file)
    {
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var entry in manifest.RootElement.EnumerateObject())
            {
                var text = entry.Value.GetString()!;
                var hash = entry.Name.StartsWith(Prefix, StringComparison.Ordinal) ? entry.Name[Prefix.Length..] : entry.Name;
                _known[hash] = HashOf(text).Equals(hash, StringComparison.OrdinalIgnoreCase)
                    ? text
                    : throw new InvalidDataException($"'{file}' has a document whose SHA-256 is not {hash}.");
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{file}' is no JSON object of documents by their SHA-256.", failure);
        }
    }
}
