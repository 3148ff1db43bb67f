using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL.Scripts;

[Name("ScriptVariable")]
[Description("What a script may hold in {{ }}.")]
public sealed class ScriptVariableView(ScriptVariable variable)
{
    [Description("What it is about.")]
    public ScriptVariableGroup Group => variable.Group;

    [Description("As written between the braces; matched without regard to case.")]
    public string Name => variable.Name;

    [Description("Other names of the same variable.")]
    public IReadOnlyList<string> Aliases => variable.Aliases;

    [Description("What it is in words.")]
    public string Label => variable.Label;

    [Description("A value as it may look in a text.")]
    public string Sample => variable.Sample;

    [Description("What happens where it has no value.")]
    public string WhenEmpty => variable.WhenEmpty;
}
