using System.Runtime.CompilerServices;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.Excel;

/// <summary>One sheet with a header that stays in sight. Numbers are numbers; times are times in the campaign's zone, which
/// their headers name; text is never a formula.</summary>
internal sealed class XlsxExportWriter : IExportFormatWriter
{
    /// <summary>The most rows of a sheet (ECMA-376 gives 1,048,576), without the header.</summary>
    private const long RowsOfSheet = 1_048_575;

    /// <summary>The most characters that Excel takes in a cell.</summary>
    private const int LongestText = 32_767;

    public ExportFormat Format => ExportFormat.Xlsx;

    public string ContentType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public string Extension => "xlsx";

    public long? MostRows => RowsOfSheet;

    public async Task WriteAsync(ExportTable table, Stream file, CancellationToken cancellationToken)
    {
        var headers = table.Columns.Select(table.HeaderOf).ToArray();
        var configuration = new OpenXmlConfiguration
        {
            AutoFilter = false,
            FreezeRowCount = 1,
            TableStyles = TableStyles.None,
            DynamicColumns =
            [
                .. table.Columns.Where(column => column.IsTime)
                    .Select(column => new DynamicExcelColumn(table.HeaderOf(column)) { Format = "yyyy-mm-dd hh:mm:ss", Width = 20 }),
            ],
        };
        await MiniExcel.SaveAsAsync(
            file, RowsAsync(table, headers, cancellationToken), printHeader: true, sheetName: table.Name, ExcelType.XLSX, configuration,
            cancellationToken);
    }

    private static async IAsyncEnumerable<IDictionary<string, object?>> RowsAsync(
        ExportTable table, string[] headers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in table.Rows.WithCancellation(cancellationToken))
        {
            var cells = new Dictionary<string, object?>(headers.Length);
            for (var i = 0; i < headers.Length; i++)
            {
                cells[headers[i]] = Cell(row[i], table.Zone);
            }

            yield return cells;
        }
    }

    private static object? Cell(object? cell, DateTimeZone zone) => cell switch
    {
        null => null,
        string { Length: > LongestText } text => text[..LongestText],
        string or int => cell,
        bool yes => yes ? "yes" : "no",
        PhoneNumber phone => phone.ToString(),
        Instant at => at.InZone(zone).ToDateTimeUnspecified(),
        _ => throw new InvalidOperationException($"A cell cannot be a {cell.GetType().Name}."),
    };
}
