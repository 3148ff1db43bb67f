namespace P2P.Sdk.Scripts;

/// <summary>A script filled in for one contact.</summary>
/// <param name="Text">Composed (NFC); a variable without a value is a blank, and the space that it doubles is closed.</param>
/// <param name="Missing">
/// The variables, as written, that hold the text back because they have no value (VAR-9), each once, in their order.
/// Empty where <see cref="ScriptValues.BlankMissing"/> lets the text go.
/// </param>
/// <param name="UsedFallback">A fallback name or a field's default stands in for a value that is not there.</param>
/// <param name="LeftBlank">At least one variable has no value, whether that holds the text back or not.</param>
public readonly record struct RenderedScript(string Text, IReadOnlyList<string> Missing, bool UsedFallback, bool LeftBlank)
{
    /// <summary>Without number, name and words: it may be logged.</summary>
    public override string ToString() => $"RenderedScript of {Text.Length} characters";
}
