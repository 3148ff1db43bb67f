using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.Sdk.Actions;

namespace P2P.GraphQL.Actions;

[Description("`at` only with PUBLIC; again with another `at` reschedules.")]
public sealed class PublishActionInput
{
    [Id]
    [Description("The action.")]
    public required string ActionId { get; init; }

    [DefaultValue(Visibility.Public)]
    [Description("To whom. From public there is no way back to private.")]
    public Visibility Visibility { get; init; }

    [Description("When it becomes public by itself; null: now.")]
    public Instant? At { get; init; }

    [DefaultValue(false)]
    [Description("Name the faults, change nothing.")]
    public bool DryRun { get; init; }
}

[Description("The action whose time is to be taken away.")]
public sealed class UnscheduleActionInput
{
    [Id]
    [Description("The action.")]
    public required string ActionId { get; init; }
}

[Description("The action to close.")]
public sealed class CloseActionInput
{
    [Id]
    [Description("The action.")]
    public required string ActionId { get; init; }
}
