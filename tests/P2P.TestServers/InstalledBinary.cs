namespace P2P.TestServers;

/// <summary>Finds the programs of a server on this machine.</summary>
internal static class InstalledBinary
{
    /// <param name="name">The program, without its folder.</param>
    /// <param name="folders">Looked through before PATH, in this order.</param>
    public static string? Find(string name, IEnumerable<string> folders) =>
        folders
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
