using System.Text.Json;
using GraphQL.Types;

namespace P2P.GraphQL.Scalars;

/// <summary>An enum with its description, whose names keep their digits: <c>Ucs2Encoding</c> is <c>UCS2_ENCODING</c>.</summary>
internal sealed class CodeEnum<T> : EnumerationGraphType<T>
    where T : struct, Enum
{
    /// <param name="name">Where it is not the type's.</param>
    public CodeEnum(string description, string? name = null) => (Name, Description) = (name ?? typeof(T).Name, description);

    protected override string ChangeEnumCase(string val) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(val);
}
