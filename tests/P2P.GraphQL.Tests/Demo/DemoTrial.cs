using Microsoft.Extensions.DependencyInjection;
using P2P.GraphQL.Demo;
using P2P.GraphQL.Demo.Screens;
using SampleContacts;
using Spectre.Console;

namespace P2P.GraphQL.Tests.Demo;

/// <summary>The demo command in a folder of its own, with contacts that nobody has seen before.</summary>
internal sealed class DemoTrial : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p2p-demo-");

    public DemoTrial(int seed, int rows)
        : this(SampleFile.Make(seed, rows))
    {
    }

    /// <param name="contacts">The contact file.</param>
    public DemoTrial(byte[] contacts) => File.WriteAllBytes(Contacts, contacts);

    public string Database => Path.Combine(_folder.FullName, "demo.db");

    private string Contacts => Path.Combine(_folder.FullName, "others.csv");

    /// <summary>Runs <c>demo --once</c>, faster than a person could watch.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(Action<IServiceCollection>? replace = null)
    {
        using var output = new StringWriter();
        var options = new DemoOptions
        {
            Contacts = Contacts,
            Once = true,
            Database = Database,
            Seed = 3,
            Speed = 3_600,
            Urls = "http://127.0.0.1:0",
            Volunteers = 6,
        };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var code = await new DemoRun(options, new DemoScreen(console), replace).RunAsync(patience.Token);
        return (code, output.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
