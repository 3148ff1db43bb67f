namespace P2P.GraphQL.Demo;

internal static class DemoSample
{
    private const string Sample = "samples/data/contacts.csv";

    /// <summary>The sample of 2,000 rows, in the working folder or above the program, wherever it was started from.</summary>
    public static string Find()
    {
        foreach (var start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, Sample);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        throw new DemoFailedException($"{Sample} was not found; name a file of contacts.");
    }
}
