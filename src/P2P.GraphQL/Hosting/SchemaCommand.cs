using System.CommandLine;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;

namespace P2P.GraphQL.Hosting;

/// <summary><c>schema</c>: prints what the server serves, for <c>schema.graphql</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Prints the GraphQL schema.");
        command.SetAction(_ => Console.Out.Write(Print()));
        return command;
    }

    public static string Print()
    {
        using var services = new ServiceCollection().AddP2PGraphQLSchema().BuildServiceProvider();
        var schema = services.GetRequiredService<ISchema>();
        schema.Initialize();
        return schema.Print(new PrintOptions { StringComparison = null }).ReplaceLineEndings("\n").TrimEnd() + "\n";
    }
}
