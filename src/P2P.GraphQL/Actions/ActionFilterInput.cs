using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Actions;

namespace P2P.GraphQL.Actions;

[Name("ActionFilter")]
[Description("Which actions: all conditions that are not null hold at once.")]
public sealed class ActionFilterInput
{
    [Description("In this state.")]
    public ActionState? State { get; init; }

    [Description("In the folder of this name, without regard to case; empty: in none.")]
    public string? Folder { get; init; }

    internal ActionFilter ToFilter() => new() { State = State, Folder = Folder };
}
