using System.Diagnostics;

namespace P2P.GraphQL.Tests.Demo;

/// <summary>The README's first listing is a program that runs, and prints what the README says.</summary>
public class ReadmeTests
{
    internal static readonly string Root = FindRoot();

    [Fact]
    public void The_first_listing_is_the_compiled_program() =>
        Assert.Equal(Read("samples/QuickStart/Program.cs").Trim(), Fenced("csharp"));

    [Fact]
    public async Task It_prints_what_the_readme_says()
    {
        // It lies beside this assembly, because the test project refers to its project.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "QuickStart.dll")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Fenced("text"), output.ReplaceLineEndings("\n").Trim());
    }

    /// <summary>The first block of a language.</summary>
    private static string Fenced(string language)
    {
        var readme = Read("README.md");
        var start = readme.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)].Trim();
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "P2P.Sdk.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
