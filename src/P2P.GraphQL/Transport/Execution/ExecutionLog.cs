namespace P2P.GraphQL.Transport.Execution;

/// <summary>Logs name places and kinds of failures, never what a request holds.</summary>
internal static partial class ExecutionLog
{
    [LoggerMessage(1, LogLevel.Error, "Resolving {Field} failed.")]
    public static partial void ResolverFailed(ILogger logger, string field, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "An operation failed before it was executed.")]
    public static partial void OperationFailed(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "The OpenID provider's keys could not be read: nobody can sign in.")]
    public static partial void SignInFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A subscription's source failed.")]
    public static partial void SubscriptionFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "A GraphQL connection failed.")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception);
}
