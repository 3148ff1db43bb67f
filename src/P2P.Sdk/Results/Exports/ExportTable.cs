using NodaTime;

namespace P2P.Sdk.Results.Exports;

/// <summary>The rows of an export as they are read, for a format to write one after the other.</summary>
/// <param name="Name">What the rows are; a sheet's name.</param>
/// <param name="Zone">In which times are shown; its name stands in the headers of time columns.</param>
/// <param name="Rows">Each as long as <paramref name="Columns"/>. A cell is <see langword="null"/> (empty), <see cref="string"/>,
/// <see cref="Contacts.PhoneNumber"/>, <see cref="int"/>, <see cref="bool"/> or <see cref="Instant"/>.</param>
public sealed record ExportTable(
    string Name, DateTimeZone Zone, IReadOnlyList<ExportColumn> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>The header of a column: of a time <c>sent_at (America/Chicago)</c>.</summary>
    public string HeaderOf(ExportColumn column) => column.IsTime ? $"{column.Name} ({Zone.Id})" : column.Name;
}

/// <param name="IsTime">Its cells are instants or empty.</param>
public sealed record ExportColumn(string Name, bool IsTime = false);
