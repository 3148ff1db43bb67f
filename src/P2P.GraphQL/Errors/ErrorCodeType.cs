using P2P.GraphQL.Scalars;
using P2P.Sdk;

namespace P2P.GraphQL.Errors;

internal sealed class ErrorCodeType : CodeEnum<RefusalCode>
{
    public ErrorCodeType() =>
        (Name, Description) = ("ErrorCode", "Why something was not done. Codes may be added: expect unknown ones.");
}
