using GraphQL;
using GraphQL.Types;

namespace P2P.GraphQL.Authentication;

/// <summary>Only an admin may ask for this field. Without it, any user of the campaign may.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class RequireAdminAttribute : GraphQLAttribute
{
    private const string Key = "P2P.RequireAdmin";

    public override void Modify(FieldType fieldType, bool isInputType) => Mark(fieldType);

    internal static void Mark(IMetadataWriter field) => field.Metadata[Key] = true;

    internal static bool Stands(IMetadataReader field) => field.HasMetadata(Key);
}
