using Microsoft.Extensions.DependencyInjection.Extensions;
using P2P.Sdk;
using P2P.Sdk.Excel;
using P2P.Sdk.Results.Exports;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PExcelExtensions
{
    /// <summary>Exports can be had as <see cref="ExportFormat.Xlsx"/> too.</summary>
    public static P2PBuilder UseExcel(this P2PBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IExportFormatWriter, XlsxExportWriter>());
        return builder;
    }
}
