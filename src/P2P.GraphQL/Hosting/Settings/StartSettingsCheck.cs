using Microsoft.Extensions.Options;

namespace P2P.GraphQL.Hosting.Settings;

/// <summary>Names every setting that is unknown, and outside Development every one that must not be.</summary>
internal sealed class StartSettingsCheck(IConfiguration configuration, IHostEnvironment environment, ServerOptions options)
    : IValidateOptions<StartSettings>
{
    public ValidateOptionsResult Validate(string? name, StartSettings settings)
    {
        List<string> faults =
        [
            .. SettingSections.Unknown(configuration),
            .. !environment.IsDevelopment() ? ProductionFaults.In(configuration, options, options.Carrier is not null) : [],
        ];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
