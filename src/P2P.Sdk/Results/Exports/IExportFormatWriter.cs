namespace P2P.Sdk.Results.Exports;

/// <summary>Writes tables as files of one format.</summary>
public interface IExportFormatWriter
{
    ExportFormat Format { get; }

    /// <summary>A media type without parameters.</summary>
    string ContentType { get; }

    /// <summary>Without the dot.</summary>
    string Extension { get; }

    /// <summary>How many rows fit below the header; <see langword="null"/>: any number.</summary>
    long? MostRows { get; }

    /// <summary>Writes the rows as they come, in memory that does not grow with them.</summary>
    /// <param name="file">Not seekable; stays open.</param>
    Task WriteAsync(ExportTable table, Stream file, CancellationToken cancellationToken);
}
