namespace P2P.GraphQL.Transport;

/// <summary>The values of <c>extensions.code</c> that the transport gives. GraphQL.NET adds its own for a document that
/// is not valid, such as <c>FIELDS_ON_CORRECT_TYPE</c>.</summary>
internal static class ErrorCodes
{
    /// <summary>What was sent is no GraphQL request.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>No token, one that is not valid, or one whose user is gone.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The provider's keys cannot be read: try again.</summary>
    public const string SignInUnavailable = "SIGN_IN_UNAVAILABLE";
    public const string Frozen = "FROZEN";
    public const string Forbidden = "FORBIDDEN";
    public const string Internal = "INTERNAL";
    public const string Timeout = "TIMEOUT";

    /// <summary>The transport cannot carry this kind of operation: a mutation by GET, a subscription without a stream.</summary>
    public const string OperationNotAllowed = "OPERATION_NOT_ALLOWED";

    /// <summary>More was asked for than the caller may in a time; <c>extensions.retryAfter</c> says how many seconds to wait.</summary>
    public const string RateLimited = "RATE_LIMITED";
    public const string TooManyAtOnce = "TOO_MANY_AT_ONCE";
    public const string ServerBusy = "SERVER_BUSY";
    public const string TooManySubscriptions = "TOO_MANY_SUBSCRIPTIONS";

    /// <summary>As GraphQL.NET's parser says it.</summary>
    public const string SyntaxError = "SYNTAX_ERROR";
    public const string DocumentTooLarge = "DOCUMENT_TOO_LARGE";
    public const string DocumentTooDeep = "DOCUMENT_TOO_DEEP";
    public const string TooManyTokens = "TOO_MANY_TOKENS";
    public const string TooManyOperations = "TOO_MANY_OPERATIONS";
    public const string TooManyFragments = "TOO_MANY_FRAGMENTS";
    public const string FragmentChainTooLong = "FRAGMENT_CHAIN_TOO_LONG";
    public const string FragmentCycle = "FRAGMENT_CYCLE";
    public const string TooManySpreads = "TOO_MANY_SPREADS";
    public const string TooManyAliases = "TOO_MANY_ALIASES";
    public const string TooManyDirectives = "TOO_MANY_DIRECTIVES";
    public const string TooManyFields = "TOO_MANY_FIELDS";
    public const string TooManyRootFields = "TOO_MANY_ROOT_FIELDS";

    /// <summary>With the sizes that it asks for, the operation could read too many objects.</summary>
    public const string TooCostly = "TOO_COSTLY";

    /// <summary>As Apollo's clients know it: they send the document, with its hash, once more.</summary>
    public const string PersistedNotFound = "PERSISTED_QUERY_NOT_FOUND";
    public const string PersistedOnly = "PERSISTED_OPERATIONS_ONLY";
}
