using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Users;

/// <summary>Releases what stopped users hold, a chunk of each in turn.</summary>
internal sealed partial class ReleaseWork(
    IUserStore store, UserReleaser releaser, IOptions<DispatchOptions> options, IEventStream events, TimeProvider time,
    ILogger<ReleaseWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(5);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.UserChanged;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var lease = Duration.FromTimeSpan(options.Value.Lease);
        var released = 0;
        foreach (var (campaign, user) in await store.LeaseReleasesAsync(options.Value.Node, lease, cancellationToken))
        {
            try
            {
                released += await releaser.ReleaseChunkAsync(campaign, user, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                ReleaseFailed(logger, user, failure); // It keeps no other waiting, and is tried again.
            }
        }

        return released > 0;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Contacts of user {User} could not be released; it is tried again.")]
    private static partial void ReleaseFailed(ILogger logger, UserId user, Exception failure);
}
