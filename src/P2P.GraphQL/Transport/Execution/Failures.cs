using GraphQL;
using GraphQL.Execution;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>Results that hold nothing but one coded error.</summary>
internal static class Failures
{
    /// <summary>The extension of an error that says how many seconds to wait.</summary>
    public const string RetryAfter = "retryAfter";

    public const string InternalMessage = "The server failed at this. The failure is logged.";

    public static ExecutionResult Of(string code, string message) => new(new RequestError(message) { Code = code });

    public static ExecutionResult BadRequest(string message) => Of(ErrorCodes.BadRequest, message);

    public static ExecutionResult Timeout(TimeSpan limit) =>
        Of(ErrorCodes.Timeout, $"The operation took longer than {limit.TotalSeconds:0.#} seconds and was stopped.");

    public static ExecutionResult Internal() => Of(ErrorCodes.Internal, InternalMessage);

    public static string? CodeOf(ExecutionResult result) => result.Errors is { Count: > 0 } errors ? errors[0].Code : null;
}
