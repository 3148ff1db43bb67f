namespace P2P.Sdk.Scripts;

/// <summary>What is wrong with a script's text, and where.</summary>
/// <param name="Code"><see cref="RefusalCode.InvalidSyntax"/>, <see cref="RefusalCode.UnknownVariable"/> or, for a text over
/// <see cref="ScriptTemplate.MaxLength"/>, <see cref="RefusalCode.MessageTooLong"/>.</param>
/// <param name="Position">Where the <c>{{</c> stands, in UTF-16 code units from 0.</param>
/// <param name="Variable">The unknown name as written, without surrounding space; empty for other faults.</param>
/// <param name="Nearest">The one known name that was probably meant; <see langword="null"/> where none is near or two are.</param>
/// <param name="Message">A sentence for the author.</param>
public sealed record ScriptFault(RefusalCode Code, int Position, string Variable, string? Nearest, string Message)
{
    private const int LongestNameShown = 60;

    public Refusal ToRefusal(params string[] path) => new(Code, Message) { Path = path };

    internal static ScriptFault Syntax(int position, string problem) =>
        new(RefusalCode.InvalidSyntax, position, "", null, $"At position {position}, {problem} Write {{{{first_name}}}}, for example.");

    internal static ScriptFault Unknown(int position, string name, string? nearest)
    {
        var shown = name.Length <= LongestNameShown ? name : name[..LongestNameShown] + "…";
        var advice = nearest is null ? "Choose one from the list of variables." : $"Did you mean {{{{{nearest}}}}}?";
        return new(RefusalCode.UnknownVariable, position, name, nearest,
            $"At position {position}, {{{{{shown}}}}} is not a known variable. {advice}");
    }

    internal static ScriptFault TooLong(int length) =>
        new(RefusalCode.MessageTooLong, 0, "", null,
            $"The script has {length} characters; at most {ScriptTemplate.MaxLength} are allowed.");
}
