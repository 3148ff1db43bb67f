using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

public abstract class UserPayload(Outcome<User> outcome) : Payload(outcome.Refusals)
{
    [Description("The user as they now are; null where there is none to show.")]
    public UserNode? User => outcome.Value is { } user ? new(user) : null;
}

[Description("The user with the role that they now have.")]
public sealed class SetUserRolePayload(Outcome<User> outcome) : UserPayload(outcome);

[Description("The user as they are kept.")]
public sealed class RemoveUserPayload(Outcome<User> outcome) : UserPayload(outcome);

[Description("The user, frozen. Their contacts are released in the background.")]
public sealed class FreezeUserPayload(Outcome<User> outcome) : UserPayload(outcome);

[Description("The user, who may go on.")]
public sealed class UnfreezeUserPayload(Outcome<User> outcome) : UserPayload(outcome);

[Description("The viewer as they now are, or every fault of the input.")]
public sealed class UpdateProfilePayload(Outcome<User> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public Viewer? Viewer => outcome.Value is { } user ? new(user) : null;
}
