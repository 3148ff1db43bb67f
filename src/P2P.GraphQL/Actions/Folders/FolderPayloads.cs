using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Actions.Folders;

namespace P2P.GraphQL.Actions.Folders;

public abstract class FolderPayload(Outcome<ActionFolder> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public FolderNode? Folder => outcome.Value is { } folder ? new(folder) : null;
}

[Description("The folder that was made.")]
public sealed class CreateFolderPayload(Outcome<ActionFolder> outcome) : FolderPayload(outcome);

[Description("The folder as it now is.")]
public sealed class RenameFolderPayload(Outcome<ActionFolder> outcome) : FolderPayload(outcome);

[Description("The folder as it was. Its actions are there still, and lie in none.")]
public sealed class DeleteFolderPayload(Outcome<ActionFolder> outcome) : FolderPayload(outcome);
