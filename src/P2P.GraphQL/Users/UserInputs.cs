using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Description("What a user may do from now on.")]
public sealed class SetUserRoleInput
{
    [Id]
    [Description("The user.")]
    public required string UserId { get; init; }

    [Description("The campaign's last admin stays one.")]
    public required Role Role { get; init; }
}

[Description("Whom to take out of the campaign.")]
public sealed class RemoveUserInput
{
    [Id]
    [Description("The user.")]
    public required string UserId { get; init; }
}

[Description("Whom to stop.")]
public sealed class FreezeUserInput
{
    [Id]
    [Description("The user.")]
    public required string UserId { get; init; }
}

[Description("Whom to let go on.")]
public sealed class UnfreezeUserInput
{
    [Id]
    [Description("The user.")]
    public required string UserId { get; init; }
}
