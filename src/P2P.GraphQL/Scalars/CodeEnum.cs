using System.Text.Json;
using GraphQL.Types;

namespace P2P.GraphQL.Scalars;

/// <summary>An enum whose names keep their digits: <c>Ucs2Encoding</c> is <c>UCS2_ENCODING</c>.</summary>
internal class CodeEnum<T> : EnumerationGraphType<T>
    where T : struct, Enum
{
    protected override string ChangeEnumCase(string val) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(val);
}
