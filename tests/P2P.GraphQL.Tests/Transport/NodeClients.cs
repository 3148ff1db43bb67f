using System.Diagnostics;

namespace P2P.GraphQL.Tests.Transport;

/// <summary>Runs the scripts of <c>clients/</c>, which use the published clients, against any server.</summary>
/// <remarks>A server is its address and a token; nothing else is asked of it.</remarks>
public static class NodeClients
{
    private static readonly string Folder = Find();
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <returns>What the script printed.</returns>
    /// <exception cref="InvalidOperationException">The script failed; the message holds what it printed.</exception>
    public static async Task<string> RunAsync(string script, Uri url, string token, params string[] more)
    {
        await Installed.Value;
        return await RunAsync("node", [script, url.AbsoluteUri, token, .. more]);
    }

    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund"]);
        }
    }

    private static async Task<string> RunAsync(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{file} {arguments[0]} failed:\n{await output}{await errors}");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var clients = Path.Combine(folder.FullName, "clients");
            if (File.Exists(Path.Combine(clients, "package-lock.json")))
            {
                return clients;
            }
        }

        throw new InvalidOperationException("There is no folder 'clients' above the tests.");
    }
}
