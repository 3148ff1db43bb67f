using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using P2P.GraphQL.Hosting;
using P2P.GraphQL.Hosting.Commands;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Results.Exports;

namespace P2P.GraphQL.Tests.Hosting.Commands;

/// <summary>What an operator types: each command does its work and exits with 0, or says why not.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p2p-commands-").FullName;

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    [InlineData("recount")]
    [InlineData("campaign")]
    [InlineData("token")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("health")]
    [InlineData("demo")]
    [InlineData("schema")]
    [InlineData("push-key")]
    public void Every_command_and_option_says_what_it_is(string name)
    {
        var command = ServeCommand.Create().Subcommands.Single(one => one.Name == name);
        Assert.NotEmpty(command.Description!);
        Assert.All(command.Options, option => Assert.NotEmpty(option.Description!));
        Assert.All(command.Arguments, argument => Assert.NotEmpty(argument.Description!));
    }

    [Fact]
    public async Task Contacts_are_imported_and_exported_by_command()
    {
        await PrepareAsync("RIVER25");
        var csv = Path.Combine(_folder, "contacts.csv");
        await File.WriteAllTextAsync(csv, "phone,first_name,shoe\n+13125550117,Ana,40\n12,Ben,41\n+13125550126,Cy,42\n");
        var (code, said) = await RunAsync(to => ImportCommand.RunAsync(Options(), new FileInfo(csv), "Tenants", "river25", to, default));
        Assert.Equal(0, code);
        Assert.StartsWith("3 rows: 2 created, 0 updated, 0 unchanged, 0 twice in the file, 1 rejected.", said, StringComparison.Ordinal);
        Assert.Contains("Columns that mean nothing here: shoe.", said, StringComparison.Ordinal);
        Assert.Matches(@"line 3: \w+\. \w+", said);

        var file = Path.Combine(_folder, "out.csv");
        (code, said) = await RunAsync(to => ExportCommand.RunAsync(Options(), ExportKind.Contacts, ExportFormat.Csv, file, null, to, default));
        Assert.Equal((0, $"2 rows are in {file}.\n"), (code, said.ReplaceLineEndings("\n")));
        Assert.Contains("Ana", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        await RefusedAsync("is there already", to => ExportCommand.RunAsync(Options(), ExportKind.Contacts, ExportFormat.Csv, file, null, to, default));
        await RefusedAsync("no file", to => ImportCommand.RunAsync(Options(), new FileInfo(csv + "x"), "Tenants", null, to, default));
        await RefusedAsync("NOSUCH", to => ImportCommand.RunAsync(Options(), new FileInfo(csv), "Tenants", "NOSUCH", to, default));
    }

    [Fact]
    public async Task Commands_are_typed_and_exit_with_0_or_1()
    {
        await PrepareAsync("RIVER25");
        var (csv, file, database) = (Path.Combine(_folder, "contacts.csv"), Path.Combine(_folder, "typed.csv"), Path.Combine(_folder, "p2p.db"));
        await File.WriteAllTextAsync(csv, "phone\n+13125550117\n");
        Assert.Equal(0, await TypeAsync("import", csv, "--list", "Tenants", "--database", database));
        Assert.Equal(0, await TypeAsync("export", "contacts", "--format", "csv", "--to", file, "--database", database, "--campaign", "RIVER25"));
        Assert.True(File.Exists(file));
        Assert.Equal(1, await TypeAsync("export", "contacts", "--to", file, "--database", database));
        Assert.Equal(0, await TypeAsync("recount", "--database", database));
        Assert.Equal(0, await TypeAsync("recount", "--repair", "--database", database));
        Assert.Equal(0, await TypeAsync("migrate", "--database", database));
        Assert.Equal(1, await TypeAsync("token", "--database", database)); // The tests' environment is Production: the provider issues them.
        Assert.Equal(1, await TypeAsync("health", "--url", "http://127.0.0.1:9"));
        Assert.Equal(1, await TypeAsync("health", "--url", "nonsense"));
        Assert.Equal(1, await TypeAsync("export", "shoes", "--database", database));
        Assert.Equal(1, await TypeAsync("token", "--days", "0"));
        Assert.Equal(0, await TypeAsync("export", "--help"));

        static Task<int> TypeAsync(params string[] words) => ServeCommand.Create().Parse(words).InvokeAsync();
    }

    [Fact]
    public async Task A_token_of_development_is_printed_and_taken()
    {
        await PrepareAsync("RIVER25");
        var (code, token) = await RunAsync(to => TokenCommand.RunAsync(Options(), null, null, null, 1, to, default));
        Assert.Equal(0, code);
        await using var app = ServerHost.Build(Options() with { Urls = "http://127.0.0.1:0" });
        await app.StartAsync();
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token.Trim()) } };
        var answer = await Answer.ReadAsync(await client.GetAsync(new Uri($"{app.Urls.Single()}/graphql?query={{viewer{{role}}}}")));
        Assert.Equal("ADMIN", answer.Data.GetProperty("viewer").GetProperty("role").GetString());

        var (healthy, said) = await RunAsync(to => HealthCommand.RunAsync(new Uri(app.Urls.Single()), to, default));
        Assert.Equal((0, "Healthy"), (healthy, said.Trim()));
        var address = new Uri(app.Urls.Single());
        await app.StopAsync();
        (healthy, said) = await RunAsync(to => HealthCommand.RunAsync(address, to, default));
        Assert.Equal((1, "It does not answer."), (healthy, said.Trim()));

        await RefusedAsync(
            "OpenID provider", to => TokenCommand.RunAsync(Options() with { Environment = "Production" }, null, null, null, 1, to, default));
    }

    [Fact]
    public async Task What_there_is_nothing_to_do_it_with_is_said()
    {
        await RefusedAsync("migrate", to => TokenCommand.RunAsync(Options(), null, null, null, 1, to, default));
        await MigrateAsync();
        await RefusedAsync("campaign create", to => TokenCommand.RunAsync(Options(), null, null, null, 1, to, default));
        await RefusedAsync("In memory", to => TokenCommand.RunAsync(Options() with { Database = null }, null, null, null, 1, to, default));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RefusedAsync(string says, Func<TextWriter, Task<int>> command) =>
        Assert.Contains(says, (await Assert.ThrowsAsync<StartRefusedException>(() => command(TextWriter.Null))).Message, StringComparison.Ordinal);

    private static async Task<(int Code, string Said)> RunAsync(Func<TextWriter, Task<int>> command)
    {
        var said = new StringWriter();
        return (await command(said), said.ToString());
    }

    private async Task PrepareAsync(string joinCode)
    {
        await MigrateAsync();
        await CampaignCommand.RunAsync(Options(), new("Riverside", joinCode, "Alex", "Adams", null, 0), TextWriter.Null, default);
    }

    private async Task MigrateAsync()
    {
        await using var app = ServerHost.Build(Options());
        await app.Services.GetRequiredService<DatabaseSchema>().MigrateAsync(default);
    }

    private ServerOptions Options() => new()
    {
        Database = Path.Combine(_folder, "p2p.db"),
        IsDatabaseNamed = true,
        Environment = "Development",
        ContentRoot = _folder,
        MakesCampaign = false,
        Carrier = _ => { },
    };
}
