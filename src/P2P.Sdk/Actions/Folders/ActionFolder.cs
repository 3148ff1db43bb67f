namespace P2P.Sdk.Actions.Folders;

/// <summary>A folder in which admins keep actions. Folders hold no folders.</summary>
/// <param name="Name">1 to 100 characters, on one line; unique in the campaign without regard to case.</param>
/// <param name="Actions">How many actions lie in it.</param>
public sealed record ActionFolder(FolderId Id, string Name, int Actions = 0);
