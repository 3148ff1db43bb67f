using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Crm;

/// <summary>Keeps the CRM told. Without one it has nothing to do. Any node may: entries are leased.</summary>
internal sealed class CrmWork(IServiceProvider services, IEventStream events, TimeProvider time, ILogger<CrmWork> logger)
    : BackgroundWork(events, time, logger)
{
    private readonly CrmSender? _sender = services.GetRequiredService<CampaignCrms>().Any ? services.GetRequiredService<CrmSender>() : null;

    protected override TimeSpan Every => TimeSpan.FromSeconds(_sender is null ? 3_600 : 2);

    /// <summary>Changes do not tell of it one by one: two seconds are soon enough for a CRM. An admin's order is.</summary>
    protected override bool IsWokenBy(P2PEvent happened) => _sender is not null && happened is P2PEvent.CrmProgressed;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) =>
        _sender is not null && await _sender.RunOnceAsync(cancellationToken);
}
