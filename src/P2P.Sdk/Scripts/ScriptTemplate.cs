using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>A script's text, parsed once and rendered for many contacts.</summary>
/// <remarks>Immutable and safe for concurrent use. Values are inserted once, as they are: <c>{{</c> in a value is text.</remarks>
public sealed class ScriptTemplate
{
    /// <summary>The most that a script's text may have, in UTF-16 code units; a message has at most 1,600.</summary>
    public const int MaxLength = 10_000;

    private const int MostFaultsShown = 100;

    private readonly Piece[] _pieces;

    private ScriptTemplate(string text, Piece[] pieces) => (Text, _pieces) = (text, pieces);

    /// <summary>As the author wrote it.</summary>
    public string Text { get; }

    /// <summary>The variables in their order, each as often as it stands there.</summary>
    public IEnumerable<ScriptVariable> Variables => _pieces.Select(piece => piece.Variable).OfType<ScriptVariable>();

    /// <summary>What its links lead to, each once.</summary>
    internal IReadOnlyList<string> LinkSlugs => SlugsOf(VariableSource.Link);

    /// <summary>The forms that the contact can pass on by it.</summary>
    internal IReadOnlyList<string> ReferralSlugs => SlugsOf(VariableSource.Referral);

    /// <summary>Whether it holds a link of ours.</summary>
    internal bool LeadsOn => LinkSlugs.Count + ReferralSlugs.Count > 0;

    /// <summary>Every refusal has an empty path; the caller knows where the text stood.</summary>
    public static Outcome<ScriptTemplate> Parse(string text, ScriptVariables variables)
    {
        var faults = FindFaults(text, variables, out var pieces);
        return faults.Count == 0
            ? new ScriptTemplate(text, [.. pieces])
            : Outcome.Refused<ScriptTemplate>([.. faults.Select(fault => fault.ToRefusal())]);
    }

    /// <summary>What is wrong with a text: syntax first, then unknown variables, each by position; at most 100 faults.</summary>
    public static IReadOnlyList<ScriptFault> FindFaults(string text, ScriptVariables variables) =>
        FindFaults(text, variables, out _);

    /// <summary>Allocates the text only, where nothing is missing and all is composed.</summary>
    public RenderedScript Render(in ScriptValues values)
    {
        var text = new TextBuffer(stackalloc char[512]);
        var (usedFallback, leftBlank) = (false, false);
        List<string>? missing = null;
        foreach (ref readonly var piece in _pieces.AsSpan())
        {
            if (piece.Variable is not { } variable)
            {
                text.Append(piece.Text, closeGap: true);
                continue;
            }

            switch (VariableWriter.Write(variable, values, ref text))
            {
                case Written.StoodIn:
                    usedFallback = true;
                    break;
                case Written.Nothing:
                    leftBlank = true;
                    text.MarkGap();
                    if (!values.BlankMissing)
                    {
                        AddOnce(missing ??= [], piece);
                    }

                    break;
            }
        }

        return new(text.ToComposedString(), missing ?? (IReadOnlyList<string>)[], usedFallback, leftBlank);
    }

    private static List<ScriptFault> FindFaults(string text, ScriptVariables variables, out List<Piece> pieces)
    {
        var found = new List<Piece>();
        pieces = found;
        if (text.Length > MaxLength)
        {
            return [ScriptFault.TooLong(text.Length)];
        }

        var faults = new List<ScriptFault>();
        var unknown = new List<(int Position, string Name)>();
        ScriptSyntax.Scan(
            text,
            (start, end) => found.Add(new(Normalization.Compose(text[start..end]), null)),
            (position, name) =>
            {
                if (variables.Find(name) is { } variable)
                {
                    found.Add(new(name, variable));
                }
                else
                {
                    unknown.Add((position, name));
                }
            },
            (position, problem) => faults.Add(ScriptFault.Syntax(position, problem)));

        // A page full of mistakes is not worth the search for what each may have meant.
        faults.AddRange(unknown.Take(MostFaultsShown)
            .Select(u => ScriptFault.Unknown(u.Position, u.Name, NearestName.Of(u.Name, variables.KnownNames))));
        return faults.Count <= MostFaultsShown ? faults : faults[..MostFaultsShown];
    }

    private IReadOnlyList<string> SlugsOf(VariableSource source) =>
    [
        .. Variables.Where(variable => variable.Source == source).Select(variable => variable.Slug)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private void AddOnce(List<string> missing, Piece piece)
    {
        var first = Array.Find(_pieces, other => other.Variable == piece.Variable);
        if (!missing.Contains(first.Text))
        {
            missing.Add(first.Text);
        }
    }

    /// <param name="Text">Of a variable: its name as written.</param>
    private readonly record struct Piece(string Text, ScriptVariable? Variable);
}
