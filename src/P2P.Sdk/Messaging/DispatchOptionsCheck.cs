using Microsoft.Extensions.Options;

namespace P2P.Sdk.Messaging;

/// <summary>Stops the host as it starts where an option is wrong, and names it.</summary>
internal sealed class DispatchOptionsCheck : IValidateOptions<DispatchOptions>
{
    public ValidateOptionsResult Validate(string? name, DispatchOptions options) =>
        options.Fault is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
