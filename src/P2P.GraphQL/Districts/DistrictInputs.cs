using System.ComponentModel;
using GraphQL;

namespace P2P.GraphQL.Districts;

[Description("A set of ZIP codes.")]
public sealed class CreateDistrictInput
{
    [Description("1 to 100 characters; unique in the campaign without regard to case.")]
    public required string Name { get; init; }

    [Description("1 to 10,000, of five or nine digits.")]
    public required IReadOnlyList<string> Zips { get; init; }
}

[Description("What changes of a district: what is not null.")]
public sealed class EditDistrictInput
{
    [Id]
    [Description("The district.")]
    public required string DistrictId { get; init; }

    [Description("As of a new one.")]
    public string? Name { get; init; }

    [Description("All of them. Fixed once an action that it limits was published.")]
    public IReadOnlyList<string>? Zips { get; init; }
}

[Description("The district that limits no action.")]
public sealed class DeleteDistrictInput
{
    [Id]
    [Description("The district.")]
    public required string DistrictId { get; init; }
}
