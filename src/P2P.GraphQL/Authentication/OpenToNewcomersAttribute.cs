using GraphQL;
using GraphQL.Types;

namespace P2P.GraphQL.Authentication;

/// <summary>Whoever has signed in may ask for this root field, also as no user of any campaign.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToNewcomersAttribute : GraphQLAttribute
{
    private const string Key = "P2P.OpenToNewcomers";

    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.Metadata[Key] = true;

    internal static bool Stands(IMetadataReader field) => field.HasMetadata(Key);
}
