using GraphQL;
using GraphQL.DI;
using GraphQL.Execution;
using GraphQLParser.AST;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.Documents;

/// <summary>What every document passes before it is parsed: measured if it is new, reused with its validation if not.</summary>
/// <remarks>
/// Validation costs more than parsing and execution together, so only documents that were executed are kept. What depends on
/// who asks, how, and with which variables is judged every time, by rules that are added to GraphQL.NET for cached documents
/// too; but a single rule makes it walk the whole document, so none is named where none has anything to judge: what a
/// volunteer was once let ask holds nothing for admins, and most costs are the same with any variables.
/// </remarks>
internal sealed class DocumentGate : IConfigureExecution, IDisposable
{
    // A document may be wrong in thousands of places, and each error is longer than its place.
    private const int MaxErrors = 50;

    private readonly GraphQLLimits _limits;
    private readonly MemoryCache _documents;

    public DocumentGate(IOptions<GraphQLLimits> limits)
    {
        _limits = limits.Value;
        _documents = new MemoryCache(new MemoryCacheOptions { SizeLimit = _limits.CachedDocumentCharacters });
    }

    /// <summary>After the options are configured (100), since the rules for cached documents are set there.</summary>
    public float SortOrder => 200;

    public async Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
    {
        if (options.Query is not { } text)
        {
            return await next(options).ConfigureAwait(false);
        }

        // Some rules look at the operation that is asked for alone, so a document is valid for that one.
        var key = (text, options.OperationName);
        var request = options.UserContext as RequestContext;
        var byAdmin = request is { Actor.IsAdmin: true };
        if (_documents.TryGetValue(key, out Known? known) && known is not null)
        {
            options.Document = known.Document;
            options.ValidationRules = (known.IsForAll || byAdmin) && !known.CostVaries && request?.Allowed.HasFlag(known.Kind) == true
                ? []
                : options.CachedDocumentValidationRules;
            var answer = await next(options).ConfigureAwait(false);
            known.IsForAll |= answer.Executed && !byAdmin;
            return answer;
        }

        if (DocumentScan.Check(text, _limits) is { } fault)
        {
            return new ExecutionResult(new RequestError(fault.Message) { Code = fault.Code });
        }

        options.Query = WithPlainLineEnds(text);
        var result = await next(options).ConfigureAwait(false);
        if (result is { Executed: false, Errors: { Count: > MaxErrors } errors })
        {
            var first = new ExecutionErrors();
            first.AddRange(errors.Take(MaxErrors));
            result.Errors = first;
        }

        if (result is { Executed: true, Document: { } document, Operation: { } operation })
        {
            var now = new Known(document, OperationKindRule.KindOf(operation), request?.CostVaries != false) { IsForAll = !byAdmin };
            _documents.Set(key, now, new MemoryCacheEntryOptions { Size = text.Length });
        }

        return result;
    }

    /// <summary>Makes every line end a line feed, as the specification reads them all.</summary>
    /// <remarks>The parser (GraphQL-Parser 9.5) itself fails at a syntax error after a lone carriage return.</remarks>
    internal static string WithPlainLineEnds(string document) =>
        document.Contains('\r') ? document.Replace("\r\n", "\n").Replace('\r', '\n') : document;

    public void Dispose() => _documents.Dispose();

    /// <summary>A document that is valid for the operation that was asked for.</summary>
    /// <param name="CostVaries">Whether its cost depends on variables.</param>
    private sealed record Known(GraphQLDocument Document, OperationKinds Kind, bool CostVaries)
    {
        /// <summary>Whether one who is no admin passed <see cref="RequireAdminRule"/> with it.</summary>
        public bool IsForAll { get; set; }
    }
}
