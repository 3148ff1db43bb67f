using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using P2P.Sdk;
using P2P.Sdk.Blobs;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PBlobExtensions
{
    /// <summary>Keeps photos as files in a folder, instead of where the store would keep them.</summary>
    /// <param name="path">It is made as the host starts, if it is not there. Nodes that share a database share the folder.</param>
    public static P2PBuilder UseBlobFolder(this P2PBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = new BlobFolder(path);
        builder.Services.Replace(ServiceDescriptor.Singleton<IBlobStore>(folder));
        builder.Services.AddSingleton<IHostedService>(new BlobFolderStart(folder));
        return builder;
    }
}
