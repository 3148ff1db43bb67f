using System.Runtime.CompilerServices;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>Conditions of one statement that all hold, put together from parts whose holes stay parameters.</summary>
internal sealed class Conditions
{
    private readonly List<object?> _arguments = [];
    private readonly List<string> _conditions = [];

    public void Add(FormattableString condition) => _conditions.Add(Take(condition, _arguments));

    /// <summary>What goes before the conditions, the conditions, and what follows them.</summary>
    public FormattableString Statement(string before, FormattableString after)
    {
        var arguments = new List<object?>(_arguments);
        var end = Take(after, arguments);
        return FormattableStringFactory.Create($"{before}{string.Join(" AND ", _conditions)}{end}", [.. arguments]);
    }

    /// <inheritdoc cref="Statement(string, FormattableString)"/>
    public FormattableString Statement(FormattableString before, FormattableString after)
    {
        var arguments = new List<object?>(_arguments);
        var (start, end) = (Take(before, arguments), Take(after, arguments));
        return FormattableStringFactory.Create($"{start}{string.Join(" AND ", _conditions)}{end}", [.. arguments]);
    }

    /// <summary>The text with its holes numbered on from those there are.</summary>
    private static string Take(FormattableString part, List<object?> arguments)
    {
        object[] holes = [.. Enumerable.Range(arguments.Count, part.ArgumentCount).Select(i => $"{{{i}}}")];
        arguments.AddRange(part.GetArguments());
        return string.Format(part.Format, holes);
    }
}
