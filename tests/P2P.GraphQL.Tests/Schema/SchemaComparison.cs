using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace P2P.GraphQL.Tests.Schema;

/// <summary>Compares two schemas in SDL: what stands in the first must stand in the second, to the letter.</summary>
internal static class SchemaComparison
{
    public static IReadOnlyList<string> Missing(string core, string served)
    {
        var types = Types(served).ToDictionary(Name);
        return [.. Types(core).SelectMany(type => types.TryGetValue(Name(type), out var own)
            ? Compare(type, own)
            : [$"{Name(type)} is missing"])];
    }

    public static IReadOnlyList<string> Undescribed(string served) =>
    [
        .. Types(served).Where(type => Description(type) is null).Select(Name),
        .. Types(served).SelectMany(type => Members(type)
            .Where(member => member is not GraphQLEnumValueDefinition)
            .SelectMany(member => Arguments(member).Prepend(member)
                .Where(one => Description(one) is null)
                .Select(one => $"{Name(type)}.{Name(member)} {Name(one)}"))),
    ];

    private static IEnumerable<string> Compare(ASTNode type, ASTNode own)
    {
        var name = Name(type);
        if (type.Kind != own.Kind)
        {
            return [$"{name} is no {type.Kind.ToString().Replace("TypeDefinition", "", StringComparison.Ordinal).ToLowerInvariant()}"];
        }

        var members = Members(own).ToDictionary(Name);
        return [
            .. Described(name, type, own),
            .. Interfaces(type).Except(Interfaces(own)).Select(missing => $"{name} is no {missing}"),
            .. Members(type).SelectMany(member => members.TryGetValue(Name(member), out var served)
                ? CompareMember($"{name}.{Name(member)}", member, served)
                : [$"{name}.{Name(member)} is missing"]),
            .. own is GraphQLInputObjectTypeDefinition ? NewAndRequired(Members(type), Members(own), added => $"{name}.{added}") : [],
        ];
    }

    private static IEnumerable<string> CompareMember(string name, ASTNode member, ASTNode own)
    {
        var arguments = Arguments(own).ToDictionary(Name);
        return [
            .. Described(name, member, own),
            .. Same(name, member, own),
            .. Arguments(member).SelectMany(argument => arguments.TryGetValue(Name(argument), out var served)
                ? [.. Described($"{name}({Name(argument)}:)", argument, served), .. Same($"{name}({Name(argument)}:)", argument, served)]
                : (IEnumerable<string>)[$"{name}({Name(argument)}:) is missing"]),
            .. NewAndRequired(Arguments(member), Arguments(own), added => $"{name}({added}:)"),
        ];
    }

    private static IEnumerable<string> Same(string name, ASTNode one, ASTNode own) =>
        Signature(one) == Signature(own) ? [] : [$"{name} is {Signature(own)}, not {Signature(one)}"];

    private static IEnumerable<string> Described(string name, ASTNode one, ASTNode own) => (Description(one), Description(own)) switch
    {
        (null, _) => [],
        (_, null) => [$"{name} has no description"],
        var (said, served) => said == served ? [] : [$"{name} is described otherwise: {served}"],
    };

    private static IEnumerable<string> NewAndRequired(IEnumerable<ASTNode> core, IEnumerable<ASTNode> own, Func<string, string> name) => own
        .Where(added => added is GraphQLInputValueDefinition { Type: GraphQLNonNullType, DefaultValue: null })
        .Select(Name)
        .Except(core.Select(Name))
        .Select(added => $"{name(added)} is new and required");

    private static IEnumerable<ASTNode> Types(string sdl) => Parser.Parse(sdl).Definitions.Where(definition => definition is GraphQLTypeDefinition);

    private static IEnumerable<ASTNode> Members(ASTNode type) => type switch
    {
        GraphQLObjectTypeDefinition { Fields: { } fields } => fields,
        GraphQLInterfaceTypeDefinition { Fields: { } fields } => fields,
        GraphQLInputObjectTypeDefinition { Fields: { } fields } => fields,
        GraphQLEnumTypeDefinition { Values: { } values } => values,
        _ => [],
    };

    private static IEnumerable<ASTNode> Arguments(ASTNode member) =>
        member is GraphQLFieldDefinition { Arguments: { } arguments } ? arguments : [];

    private static IEnumerable<string> Interfaces(ASTNode type) =>
        type is IHasInterfacesNode { Interfaces: { } interfaces } ? interfaces.Select(one => one.Name.StringValue) : [];

    private static string Name(ASTNode node) => ((INamedNode)node).Name.StringValue;

    private static string? Description(ASTNode node) => (node as IHasDescriptionNode)?.Description?.Value.ToString();

    private static string Signature(ASTNode node) => node switch
    {
        GraphQLFieldDefinition field => Print(field.Type),
        GraphQLInputValueDefinition { DefaultValue: { } value } input => $"{Print(input.Type)} = {Print(value)}",
        GraphQLInputValueDefinition input => Print(input.Type),
        _ => "",
    };

    private static string Print(ASTNode node)
    {
        using var text = new StringWriter();
        new SDLPrinter().PrintAsync(node, text).AsTask().GetAwaiter().GetResult();
        return text.ToString();
    }
}
