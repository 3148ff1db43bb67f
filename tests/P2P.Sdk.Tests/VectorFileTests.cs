using P2P.Sdk.Vectors;

namespace P2P.Sdk.Tests;

public class VectorFileTests
{
    [Fact]
    public void Every_case_of_the_shared_vector_files_passes()
    {
        var folder = SharedVectors();
        foreach (var kind in VectorFile.Kinds)
        {
            if (folder is not null && Path.Combine(folder, kind + ".jsonl") is var file && File.Exists(file))
            {
                var output = new StringWriter();
                Assert.True(VectorFile.Run(kind, file, output) == 0, $"{kind}: {output}");
            }
        }
    }

    [Fact]
    public void A_case_that_differs_is_printed_and_counted()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, ["""{"id":"a","text":"STOP","class":"none"}""", """{"id":"b","text":"STOP","class":"hard_opt_out"}""", "{"]);
            var output = new StringWriter();
            Assert.Equal(2, VectorFile.Run("optout", file, output));
            Assert.Contains("a: expected none, is hard_opt_out", output.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("1 passed, 2 failed" + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The folder beside the repository, or beside one of the folders it is in; there need not be one.</summary>
    private static string? SharedVectors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var vectors = Path.Combine(folder.FullName, "shared", "vectors");
            if (Directory.Exists(vectors))
            {
                return vectors;
            }
        }

        return Environment.GetEnvironmentVariable("P2P_VECTORS");
    }
}
