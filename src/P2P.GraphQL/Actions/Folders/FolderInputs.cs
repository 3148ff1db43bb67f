using System.ComponentModel;
using GraphQL;

namespace P2P.GraphQL.Actions.Folders;

[Description("A folder without actions.")]
public sealed class CreateFolderInput
{
    [Description("1 to 100 characters, without the blanks around it; unique in the campaign without regard to case.")]
    public required string Name { get; init; }
}

[Description("Another name for a folder.")]
public sealed class RenameFolderInput
{
    [Id]
    [Description("The folder.")]
    public required string FolderId { get; init; }

    [Description("As of a new one.")]
    public required string Name { get; init; }
}

[Description("The folder that is not needed any more.")]
public sealed class DeleteFolderInput
{
    [Id]
    [Description("The folder.")]
    public required string FolderId { get; init; }
}
