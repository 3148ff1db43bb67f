using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Results;

namespace P2P.GraphQL.Results;

[Name("UserOrder")]
[Description("In which order users are listed; those with the same number by id.")]
public sealed class UserOrderInput
{
    [DefaultValue(UserNumber.LastActive)]
    [Description("By which number.")]
    public UserNumber By { get; init; }

    [DefaultValue(true)]
    [Description("The largest first, and who was active last.")]
    public bool Descending { get; init; }

    internal UserOrder ToOrder() => new(By, Descending);
}
