using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Description("A new tag.")]
public sealed class AddTagInput
{
    [Description("1 to 100 characters; case and space make no other tag.")]
    public required string Name { get; init; }

    [DefaultValue(false)]
    [Description("Whether an action without report settings of its own offers it.")]
    public bool IsDefault { get; init; }
}

[Description("Whether a tag is offered.")]
public sealed class EditTagInput
{
    [Description("The tag, in any spelling. \"Opt Out\" cannot be changed.")]
    public required string Name { get; init; }

    [Description("Whether an action without report settings of its own offers it.")]
    public required bool IsDefault { get; init; }
}

public abstract class TagPayload(Outcome<Tag> outcome) : Payload(outcome.Refusals)
{
    [Description("As it now is; null where nothing was done.")]
    public TagView? Tag => outcome.Value is { } tag ? new(tag) : null;
}

[Description("The tag, or why there is none.")]
public sealed class AddTagPayload(Outcome<Tag> outcome) : TagPayload(outcome);

[Description("The tag, or why it is as it was.")]
public sealed class EditTagPayload(Outcome<Tag> outcome) : TagPayload(outcome);
