using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Users.Lists;

namespace P2P.GraphQL.Users.Lists;

public abstract class UserListPayload(Outcome<UserList> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public UserListNode? UserList => outcome.Value is { } list ? new(list) : null;
}

[Description("The list that was made.")]
public sealed class CreateUserListPayload(Outcome<UserList> outcome) : UserListPayload(outcome);

[Description("The list as it now is.")]
public sealed class RenameUserListPayload(Outcome<UserList> outcome) : UserListPayload(outcome);

[Description("The list as it was. Its users stay.")]
public sealed class DeleteUserListPayload(Outcome<UserList> outcome) : UserListPayload(outcome);

[Description("The list as it now is.")]
public sealed class ChangeUserListPayload(Outcome<UserList> outcome) : UserListPayload(outcome);
