using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.OptInForms;

/// <summary>Texts the responses of forms that waited for the hours to open. Any node may: a contact's version lets one do it.</summary>
internal sealed class OptInWork(OptInService optIns, IEventStream events, TimeProvider time, ILogger<OptInWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(15);

    protected override bool IsWokenBy(P2PEvent happened) => false;

    protected override Task<bool> WorkAsync(CancellationToken cancellationToken) => optIns.RespondDueAsync(cancellationToken);
}
