namespace P2P.GraphQL.Tests.Schema;

internal static class Repository
{
    /// <returns>The full path of a file of the repository that these tests were built from.</returns>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, path);
            if (File.Exists(Path.Combine(folder.FullName, "P2P.Sdk.sln")))
            {
                return file;
            }
        }

        throw new InvalidOperationException("There is no repository above the tests.");
    }
}
