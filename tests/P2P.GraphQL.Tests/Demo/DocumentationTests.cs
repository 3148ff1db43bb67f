using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace P2P.GraphQL.Tests.Demo;

public class DocumentationTests
{
    [Fact]
    public async Task Every_GraphQL_document_of_the_pages_fits_the_schema()
    {
        await using var services = new ServiceCollection().AddP2PGraphQLSchema().BuildServiceProvider();
        var schema = services.GetRequiredService<ISchema>();
        schema.Initialize();
        var validator = new DocumentValidator();
        var validated = 0;
        foreach (var page in Directory.EnumerateFiles(Path.Combine(ReadmeTests.Root, "docs"), "*.md"))
        {
            var blocks = (await File.ReadAllTextAsync(page)).ReplaceLineEndings("\n").Split("```graphql\n");
            foreach (var block in blocks.Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]))
            {
                var document = GraphQLParser.Parser.Parse(block);
                foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
                {
                    var result = await validator.ValidateAsync(new ValidationOptions
                    {
                        Schema = schema,
                        Document = document,
                        Operation = operation,
                        Rules = DocumentValidator.CoreRules,
                        Variables = Inputs.Empty,
                    });
                    // The pages give no values for their variables.
                    Assert.Empty(result.Errors.Where(error => error is not InvalidVariableError).Select(error => $"{page}: {error.Message}"));
                    validated++;
                }
            }
        }

        Assert.True(validated >= 4);
    }
}
