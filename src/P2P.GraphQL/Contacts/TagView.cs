using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Name("Tag")]
[Description("A word that users put on contacts.")]
public sealed class TagView(Tag tag)
{
    [Description("As first written; case and space make no other tag.")]
    public string Name => tag.Name;

    [Description("Whether an action without report settings of its own offers it.")]
    public bool IsDefault => tag.IsDefault;
}
