using GraphQL;
using P2P.GraphQL.Errors;
using P2P.Sdk;

namespace P2P.GraphQL.Paging;

/// <summary>Reads a connection's arguments.</summary>
internal static class PageArguments
{
    public const string First = "How many from the beginning, or after `after`: 1 to 200; 50 where left out.";
    public const string After = "A cursor: only what comes after it.";
    public const string Last = "How many from the end, or before `before`: 1 to 200.";
    public const string Before = "A cursor: only what comes before it.";

    /// <exception cref="ExecutionError">They contradict each other, or one of them is wrong.</exception>
    public static PageRequest Read(int? first, string? after, int? last, string? before)
    {
        if ((first is not null || after is not null) && (last is not null || before is not null))
        {
            throw Wrong("Page forward with `first` and `after`, or backward with `last` and `before`, not both.");
        }

        var backward = last is not null || before is not null;
        var size = (backward ? last : first) ?? new PageRequest().Size;
        return size is < 1 or > PageRequest.MaxSize
            ? throw Wrong($"`{(backward ? "last" : "first")}` is from 1 to {PageRequest.MaxSize}.")
            : new(size, ReadCursor(backward ? before : after, backward ? "before" : "after"), backward);
    }

    private static Cursor? ReadCursor(string? text, string argument) =>
        text is null ? null
        : Cursor.TryParse(text, out var cursor) ? cursor
        : throw Wrong($"`{argument}` is not a cursor of this list.");

    private static ExecutionError Wrong(string message) => RefusalCodes.Error(Refusal.Invalid(message));
}
