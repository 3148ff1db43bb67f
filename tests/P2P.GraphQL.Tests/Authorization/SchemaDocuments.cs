using GraphQL;
using GraphQL.Types;
using P2P.GraphQL.Authentication;

namespace P2P.GraphQL.Tests.Authorization;

/// <summary>Writes a document for any field of a schema, every required argument given, and every id argument with an id that is there.</summary>
/// <param name="ids">By the three letters of their type.</param>
internal sealed class SchemaDocuments(ISchema schema, IReadOnlyDictionary<string, string> ids)
{
    /// <summary>What a name of an argument says about the id that it takes; the first that the name holds counts.</summary>
    private static readonly (string Word, string Kind)[] Words =
    [
        ("notification", "ntf"), ("userlist", "uls"), ("actionlink", "lnk"), ("customfield", "fld"), ("action", "act"), ("contact", "con"),
        ("referrer", "con"), ("target", "tgt"), ("user", "usr"), ("assignedto", "usr"), ("team", "tea"), ("folder", "fol"),
        ("district", "dis"), ("invitation", "ivt"), ("message", "msg"), ("script", "scr"), ("image", "img"), ("export", "exp"),
        ("reassignment", "rea"), ("import", "imp"), ("field", "fld"), ("form", "frm"), ("campaign", "cam"), ("link", "cln"), ("list", "lst"),
    ];

    private readonly Dictionary<string, string> _paths = [];

    /// <summary>The three root types, each with its keyword.</summary>
    public IEnumerable<(string Keyword, IObjectGraphType Type)> Roots =>
    [
        ("query", schema.Query), ("mutation", schema.Mutation!), ("subscription", schema.Subscription!),
    ];

    public IEnumerable<IObjectGraphType> Objects =>
        schema.AllTypes.OfType<IObjectGraphType>().Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal));

    /// <summary>Whether an argument of the field names something of the campaign.</summary>
    public static bool TakesIds(FieldType field) => field.Arguments?.Any(argument => HoldsId(argument.ResolvedType!, 0)) == true;

    /// <summary>A whole document that asks for a root field with all that it shows to everybody who may ask for it.</summary>
    public string Of(string keyword, FieldType field, bool asAdmin, string? id = null) =>
        $"{keyword} {{ {Call(field, id)}{Selection(field.ResolvedType!, depth: 3, asAdmin)} }}";

    /// <summary>A document that asks for one field of any type, by the shortest way that a volunteer may go too.</summary>
    /// <returns><see langword="null"/> if only admins can get as far.</returns>
    public string? To(IObjectGraphType type, FieldType field)
    {
        if (_paths.Count == 0)
        {
            FindPaths();
        }

        return _paths.TryGetValue(type.Name, out var path)
            ? path.Replace("HERE", $"{Call(field, null)}{(IsValue(field) ? "" : " { __typename }")}", StringComparison.Ordinal)
            : null;
    }

    private void FindPaths()
    {
        var queue = new Queue<IGraphType>();
        foreach (var (keyword, type) in Roots)
        {
            _paths[type.Name] = $"{keyword} {{ HERE }}";
            queue.Enqueue(type);
        }

        while (queue.TryDequeue(out var next))
        {
            var types = next is IAbstractGraphType { PossibleTypes: var possible } ? possible.Cast<IGraphType>() : [];
            foreach (var type in types)
            {
                Add(type, _paths[next.Name].Replace("HERE", $"... on {type.Name} {{ HERE }}", StringComparison.Ordinal));
            }

            foreach (var field in (next as IComplexGraphType)?.Fields ?? [])
            {
                if (!IsValue(field) && !RequireAdminAttribute.Stands(field))
                {
                    Add(field.ResolvedType!.GetNamedType(), _paths[next.Name].Replace("HERE", $"{Call(field, null)} {{ HERE }}", StringComparison.Ordinal));
                }
            }
        }

        void Add(IGraphType type, string path)
        {
            if (_paths.TryAdd(type.Name, path))
            {
                queue.Enqueue(type);
            }
        }
    }

    private string Call(FieldType field, string? id)
    {
        var given = (field.Arguments ?? [])
            .Where(argument => argument.ResolvedType is NonNullGraphType { } || HoldsId(argument.ResolvedType!, 0))
            .Select(argument => $"{argument.Name}: {(argument.Name == "id" && id is not null ? $"\"{id}\"" : Value(argument.ResolvedType!, argument.Name == "id" ? field.Name : argument.Name))}");
        var text = string.Join(", ", given);
        return text.Length == 0 ? field.Name : $"{field.Name}({text})";
    }

    private string Selection(IGraphType type, int depth, bool asAdmin)
    {
        if (type.GetNamedType() is not IComplexGraphType complex)
        {
            return "";
        }

        var fields = complex.Fields
            .Where(field => (asAdmin || !RequireAdminAttribute.Stands(field)) && (field.Arguments ?? []).All(a => a.ResolvedType is not NonNullGraphType))
            .Where(field => field.Name != "edges" && (IsValue(field) || depth > 1))
            .Select(field => IsValue(field) ? field.Name : $"{field.Name}{(field.Arguments?.Find("first") is not null ? "(first: 5)" : "")}{Selection(field.ResolvedType!, depth - 1, asAdmin)}");
        return $" {{ __typename {string.Join(' ', fields)} }}";
    }

    private string Value(IGraphType type, string name) => type switch
    {
        NonNullGraphType { ResolvedType: { } inner } => Value(inner, name),
        ListGraphType { ResolvedType: { } inner } => $"[{Value(inner, name)}]",
        IdGraphType => $"\"{IdFor(name)}\"",
        IInputObjectGraphType input => $"{{ {string.Join(", ", input.Fields.Where(field => field is { ResolvedType: NonNullGraphType, DefaultValue: null } || HoldsId(field.ResolvedType!, 0)).Select(field => $"{field.Name}: {Value(field.ResolvedType!, field.Name)}"))} }}",
        EnumerationGraphType values => values.Values.First().Name,
        IntGraphType or FloatGraphType => "1",
        BooleanGraphType => "true",
        { Name: "DateTime" } => "\"2026-01-14T19:00:00Z\"",
        { Name: "LocalTime" } => "\"10:00\"",
        { Name: "PhoneNumber" } => "\"+13125550100\"",
        { Name: "TimeZone" } => "\"America/Chicago\"",
        _ => name == "idempotencyKey" ? "\"walk-0001\"" : "\"x\"",
    };

    private string IdFor(string name)
    {
        var kind = Words.FirstOrDefault(word => name.Contains(word.Word, StringComparison.OrdinalIgnoreCase)).Kind ?? "con";
        return ids.GetValueOrDefault(kind, $"{kind}_AZqyw3J0dRuNQXh0Z0v1Vg");
    }

    private static bool HoldsId(IGraphType type, int depth) => type.GetNamedType() switch
    {
        IdGraphType => true,
        IInputObjectGraphType input => depth < 3 && input.Fields.Any(field => HoldsId(field.ResolvedType!, depth + 1)),
        _ => false,
    };

    private static bool IsValue(FieldType field) => field.ResolvedType!.GetNamedType() is not (IComplexGraphType or IAbstractGraphType);
}
