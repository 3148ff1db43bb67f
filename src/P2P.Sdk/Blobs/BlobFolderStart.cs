using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace P2P.Sdk.Blobs;

/// <summary>Makes the folder as the host starts, so that a wrong path is told then and not at the first photo.</summary>
internal sealed class BlobFolderStart(BlobFolder folder) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder.Root);
            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(
                nameof(BlobFolder), typeof(BlobFolder), [$"The folder of photos, '{folder.Root}', cannot be made: {exception.Message}"]);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
